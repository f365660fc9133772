package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.job.Row;
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
 * What a journal holds beyond the checkpoint: the rows of that chunk come again, and are known by their names and entries, each
 * as often as it was journaled.
 */
final class Recovery {

    /**
     * A row and what it is about.
     *
     * @param about an address or a target
     */
    private record Named(String row, Object about) {

        static Named of(JournalRecord record) {
            return switch (record) {
                case Intent intent -> new Named(intent.row(), intent.address());
                case Outcome outcome -> new Named(outcome.row(), outcome.address());
                case Act act -> new Named(act.row(), act.target());
                case Acted acted -> new Named(acted.row(), acted.target());
            };
        }
    }

    /**
     * A change that was begun.
     *
     * @param outcome empty: it is not known whether it was done
     */
    record Begun(long number, Optional<Begin> begin, Optional<End> outcome) {}

    private final Map<Named, Deque<Begun>> begun = new HashMap<>();
    private long newest;

    private Recovery() {}

    static Recovery none() {
        return new Recovery();
    }

    /** @param checkpoint the length that the journal had at it */
    static Recovery of(Path file, long checkpoint) {
        Recovery recovery = new Recovery();
        Map<Long, Begun> changes = new LinkedHashMap<>();
        Map<Long, Named> names = new HashMap<>();
        try (JournalFile journal = JournalFile.open(file)) {
            for (long frame : journal.frames()) {
                if (frame >= checkpoint) {
                    for (JournalRecord record : journal.at(frame)) {
                        names.put(record.change(), Named.of(record));
                        changes.merge(record.change(), begun(record), Recovery::later);
                        recovery.newest = Math.max(recovery.newest, record.change());
                    }
                }
            }
        }
        changes.values().stream()
                .sorted(Comparator.comparingLong(Begun::number))
                .forEach(change -> recovery.add(Objects.requireNonNull(names.get(change.number())), change));
        return recovery;
    }

    private void add(Named named, Begun change) {
        begun.computeIfAbsent(named, name -> new ArrayDeque<>(1)).add(change);
    }

    private static Begun begun(JournalRecord record) {
        return switch (record) {
            case Begin begin -> new Begun(begin.change(), Optional.of(begin), Optional.empty());
            case End end -> new Begun(end.change(), Optional.empty(), Optional.of(end));
        };
    }

    /** A void outcome leaves the change as if it had not been begun. */
    private static Begun later(Begun former, Begun later) {
        if (later.outcome().isEmpty()) {
            return later;
        }
        return later.outcome().get().result() == Result.VOID
                ? new Begun(later.number(), Optional.empty(), Optional.empty())
                : new Begun(later.number(), former.begin(), later.outcome());
    }

    /** The highest number of a change; 0 if there is none. */
    long newest() {
        return newest;
    }

    /** What was begun for a row that comes now, if anything was; each is given once. */
    Optional<Begun> next(Row row, Object about) {
        Deque<Begun> same = begun.get(new Named(row.id(), about));
        return Optional.ofNullable(same).map(Deque::poll);
    }

    /** Changes of which it is not known whether they were made. */
    List<Begin> doubtful() {
        return begun.values().stream()
                .flatMap(Deque::stream)
                .filter(change -> change.outcome().isEmpty())
                .flatMap(change -> change.begin().stream())
                .toList();
    }
}
