package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/** What reading an entry tells of a write whose answer is not known. */
sealed interface Doubt {

    /** It was done. */
    record Done(EntryVersion version) implements Doubt {}

    /** It was not done, and can be made again as it was. */
    record NotDone() implements Doubt {}

    /** The entry is neither what it was nor what it was to be: somebody else has written it since, or instead. */
    record Changed(Optional<StoredEntry> now) implements Doubt {}

    static Doubt of(Intent intent, Optional<StoredEntry> now) {
        Optional<EntryVersion> before = intent.before().map(StoredEntry::version);
        if (before.equals(now.map(StoredEntry::version))) {
            return new NotDone();
        }
        return Contents.isAs(intent.after(), now)
                ? new Done(now.map(StoredEntry::version).orElse(EntryVersion.NONE))
                : new Changed(now);
    }
}
