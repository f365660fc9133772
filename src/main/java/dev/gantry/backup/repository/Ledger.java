package dev.gantry.backup.repository;

/**
 * What became of all keys that were listed. Each is in exactly one state.
 *
 * @param listed distinct keys, those of entries marked as deleted among them
 * @param stored in parts of this backup
 * @param unchanged since an earlier backup, in whose part they are
 * @param absent not there at the moment of the backup
 * @param unreadable refused by Open Cloud for good; the list of what is not stored has the reason
 * @param failed not read after all repeats, likewise
 * @param erased keys of users who were erased, of which nothing is kept
 */
public record Ledger(long listed, long stored, long unchanged, long absent, long unreadable, long failed, long erased) {

    /** Whether every listed key is in one state and no key is in two. */
    public boolean reconciles() {
        return listed == stored + unchanged + absent + unreadable + failed + erased;
    }

    /** Entries that the backup holds. */
    public long entries() {
        return stored + unchanged;
    }
}
