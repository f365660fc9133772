package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/**
 * A change as a run's journals tell it.
 *
 * @param intent empty where the row led to none
 * @param outcome empty in a plan, and where it is not known
 */
public record JournaledChange(Optional<Begin> intent, Optional<End> outcome) {

    public long number() {
        return any().change();
    }

    public String row() {
        return any().row();
    }

    /** What is changed, for people. */
    public String name() {
        return switch (any()) {
            case Intent intent -> name(intent.address());
            case Outcome outcome -> name(outcome.address());
            case Act act -> act.target().name();
            case Acted acted -> acted.target().name();
        };
    }

    private static String name(EntryAddress address) {
        return address.dataStore() + "/" + address.scope() + "/" + address.id();
    }

    private JournalRecord any() {
        return intent.<JournalRecord>map(known -> known).or(() -> outcome).orElseThrow();
    }

    /**
     * Shows a run's changes one by one, roughly in the order in which they were settled, with memory for those that were under way
     * at one time.
     *
     * @param wantsMore told each; false ends it
     */
    public static void each(Path journals, Predicate<JournaledChange> wantsMore) {
        for (Path file : JournalFile.of(journals)) {
            try (JournalFile journal = JournalFile.open(file)) {
                boolean isPlan = journal.head().verb().startsWith("plan");
                Map<Long, Begin> open = new LinkedHashMap<>();
                for (long frame : journal.frames()) {
                    for (JournalRecord record : journal.at(frame)) {
                        if (record instanceof Begin intent && !isPlan) {
                            open.put(intent.change(), intent);
                        } else if (record instanceof End end && end.result() == Result.VOID) {
                            open.remove(end.change());
                        } else if (!wantsMore.test(change(record, open))) {
                            return;
                        }
                    }
                }
                for (Begin unknown : open.values()) {
                    if (!wantsMore.test(new JournaledChange(Optional.of(unknown), Optional.empty()))) {
                        return;
                    }
                }
            }
        }
    }

    private static JournaledChange change(JournalRecord record, Map<Long, Begin> open) {
        return switch (record) {
            case Begin planned -> new JournaledChange(Optional.of(planned), Optional.empty());
            case End outcome ->
                new JournaledChange(Optional.ofNullable(open.remove(outcome.change())), Optional.of(outcome));
        };
    }

    /** Whether a run has journals at all. */
    public static boolean anyIn(Path journals) {
        return !JournalFile.of(journals).isEmpty();
    }

    /** Whether a run's journals hold changes of which it is not known whether they were made. */
    public static boolean anyInDoubt(Path journals) {
        boolean[] found = new boolean[1];
        each(journals, change -> {
            found[0] |= change.outcome().isEmpty();
            return !found[0];
        });
        return found[0];
    }
}
