package dev.gantry.backup.repository;

import java.util.List;

/**
 * What a look at all of a backup found.
 *
 * @param entries that were read and are what they were written as
 * @param bytes of the files that were hashed
 * @param damages what is wrong; empty: nothing is
 * @param unproved what could not be looked at; empty: all was
 */
public record Verified(String backup, long entries, long bytes, List<Damage> damages, String unproved) {

    /**
     * Something that is wrong.
     *
     * @param file which is; the manifest where something else does not add up
     * @param entries that are lost with it
     * @param keys of these, as far as they can be told
     */
    public record Damage(String file, String why, long entries, List<EntryKey> keys) {
        public Damage {
            keys = List.copyOf(keys);
        }
    }

    public Verified {
        damages = List.copyOf(damages);
    }

    public boolean isWhole() {
        return damages.isEmpty();
    }
}
