package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/**
 * What a run's changes came to.
 *
 * @param changed written; of a plan: to be written
 * @param unchanged entries that were as they should be
 * @param skipped left alone
 * @param conflicts not written because somebody else was faster, or changed since; or it cannot be told
 * @param failed refused by Open Cloud
 * @param locked left alone because a session had them
 */
public record Tally(long changed, long unchanged, long skipped, long conflicts, long failed, long locked) {

    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** One without locked entries. */
    public static Tally of(long changed, long unchanged, long skipped, long conflicts, long failed) {
        return new Tally(changed, unchanged, skipped, conflicts, failed, 0);
    }

    /** Counts a finished run's journals; an intent without an outcome counts as a conflict, because nobody knows. */
    public static Tally of(Path journals, boolean isPlan) {
        Counting counting = new Counting(isPlan);
        JournalFile.of(journals).forEach(file -> each(file, counting::count));
        return counting.tally();
    }

    /** The intents of a run's journals, in their order. */
    static void intents(Path journals, Consumer<Intent> seen) {
        JournalFile.of(journals)
                .forEach(file -> each(file, record -> {
                    if (record instanceof Intent intent) {
                        seen.accept(intent);
                    }
                }));
    }

    /** The last intent for an entry. */
    static Optional<Intent> last(Path file, EntryAddress address) {
        Intent[] last = new Intent[1];
        each(file, record -> {
            if (record instanceof Intent intent && intent.address().equals(address)) {
                last[0] = intent;
            }
        });
        return Optional.ofNullable(last[0]);
    }

    private static void each(Path file, Consumer<JournalRecord> seen) {
        try (JournalFile journal = JournalFile.open(file)) {
            for (long frame : journal.frames()) {
                journal.at(frame).forEach(seen);
            }
        }
    }

    /** As it goes through the records. */
    private static final class Counting {
        private final boolean isPlan;
        private final Set<Long> open = new HashSet<>();
        private Tally so = NONE;

        Counting(boolean isPlan) {
            this.isPlan = isPlan;
        }

        void count(JournalRecord record) {
            switch (record) {
                case Begin begin when isPlan -> so = so.plus(Tally.of(1, 0, 0, 0, 0));
                case Begin begin -> open.add(begin.change());
                case End end -> {
                    open.remove(end.change());
                    so = so.plus(of(end));
                }
            }
        }

        private static Tally of(End end) {
            return switch (end.result()) {
                case DONE -> Tally.of(1, 0, 0, 0, 0);
                case UNCHANGED -> Tally.of(0, 1, 0, 0, 0);
                case SKIPPED -> Tally.of(0, 0, 1, 0, 0);
                case CONFLICT, UNCERTAIN -> Tally.of(0, 0, 0, 1, 0);
                case FAILED -> Tally.of(0, 0, 0, 0, 1);
                case LOCKED -> new Tally(0, 0, 0, 0, 0, 1);
                case VOID -> NONE;
            };
        }

        Tally tally() {
            return so.plus(Tally.of(0, 0, 0, open.size(), 0));
        }
    }

    private Tally plus(Tally more) {
        return new Tally(
                changed + more.changed,
                unchanged + more.unchanged,
                skipped + more.skipped,
                conflicts + more.conflicts,
                failed + more.failed,
                locked + more.locked);
    }
}
