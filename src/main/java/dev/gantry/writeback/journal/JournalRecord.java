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

    /** Of something that is about to be written. */
    sealed interface Begin extends JournalRecord permits Intent, Act {}

    /** Of what came of it. */
    sealed interface End extends JournalRecord permits Outcome, Acted {
        Result result();

        /** For people; may be empty. */
        String why();
    }

    /**
     * What is about to be written.
     *
     * @param before the entry that it is written over; empty: there is none. Its version is empty where an earlier change of the
     *     same journal is to make it
     * @param after empty: the entry is deleted
     */
    record Intent(
            long change, String row, EntryAddress address, Optional<StoredEntry> before, Optional<EntryContent> after)
            implements Begin {}

    /**
     * What became of an intent, or of a row that led to none.
     *
     * @param why for people; may be empty
     * @param version of the entry afterwards, as far as it is known
     */
    record Outcome(long change, String row, EntryAddress address, Result result, String why, EntryVersion version)
            implements End {}

    /**
     * What is about to be done to something that is no entry.
     *
     * @param before JSON of what is there; empty: there is nothing, or nothing that can be read
     * @param after JSON of what is to be there, or of what is sent; empty: it is deleted
     */
    record Act(long change, String row, Target target, Optional<String> before, Optional<String> after, Sending sending)
            implements Begin {

        /** The same, answered with a long-running operation. */
        public Act begun(String operation) {
            return new Act(
                    change, row, target, before, after, new Sending(sending.key(), sending.firstSent(), operation));
        }
    }

    /**
     * What became of an act, or of a row that led to none.
     *
     * @param made JSON of what is there now, or of what was answered, as the id of what was made; empty: nothing, or not known
     */
    record Acted(long change, String row, Target target, Result result, String why, Optional<String> made)
            implements End {}
}
