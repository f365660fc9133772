package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/**
 * A change as a run's journals tell it.
 *
 * @param intent empty where the row led to none
 * @param outcome empty in a plan, and where it is not known
 */
public record JournaledChange(Optional<Intent> intent, Optional<Outcome> outcome) {

    public long number() {
        return any().change();
    }

    public String row() {
        return any().row();
    }

    public EntryAddress address() {
        return any().address();
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
                Map<Long, Intent> open = new LinkedHashMap<>();
                for (long frame : journal.frames()) {
                    for (JournalRecord record : journal.at(frame)) {
                        if (record instanceof Intent intent && !isPlan) {
                            open.put(intent.change(), intent);
                        } else if (record instanceof Outcome outcome && outcome.result() == Result.VOID) {
                            open.remove(outcome.change());
                        } else if (!wantsMore.test(change(record, open))) {
                            return;
                        }
                    }
                }
                for (Intent unknown : open.values()) {
                    if (!wantsMore.test(new JournaledChange(Optional.of(unknown), Optional.empty()))) {
                        return;
                    }
                }
            }
        }
    }

    private static JournaledChange change(JournalRecord record, Map<Long, Intent> open) {
        return switch (record) {
            case Intent planned -> new JournaledChange(Optional.of(planned), Optional.empty());
            case Outcome outcome ->
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
