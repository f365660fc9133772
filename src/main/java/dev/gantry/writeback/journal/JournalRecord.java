package dev.gantry.writeback.journal;

import java.util.Optional;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntry;

/** One line of a journal. */
public sealed interface JournalRecord {

    /** Numbers the changes of a run, whichever partition they are in. */
    long change();

    /** Names the row that wanted it. */
    String row();

    EntryAddress address();

    /**
     * What is about to be written.
     *
     * @param before the entry that it is written over; empty: there is none. Its version is empty where an earlier change of the
     *     same journal is to make it
     * @param after empty: the entry is deleted
     */
    record Intent(
            long change, String row, EntryAddress address, Optional<StoredEntry> before, Optional<EntryContent> after)
            implements JournalRecord {}

    /**
     * What became of an intent, or of a row that led to none.
     *
     * @param why for people; may be empty
     * @param version of the entry afterwards, as far as it is known
     */
    record Outcome(long change, String row, EntryAddress address, Result result, String why, EntryVersion version)
            implements JournalRecord {

        /** A row that led to no intent, because a session had the entry all the time. */
        public static Outcome locked(long change, String row, EntryAddress address, String why) {
            return new Outcome(change, row, address, Result.LOCKED, why, EntryVersion.NONE);
        }
    }
}
