package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.Result;

/**
 * How changes of one kind of things are made: of entries, or of anything else. Safe for many threads.
 *
 * @param <T> names what is changed
 */
public interface Making<T> {

    /**
     * What the changes of a chunk are made with.
     *
     * @param brake calls off what has not left
     */
    record Means(Journal journal, Brake brake) {}

    /** @throws dev.gantry.job.jq.RowRejected if a row cannot stand, as far as that can be told before anything is asked */
    void check(Row row);

    /** What a row changes: @throws dev.gantry.job.jq.RowRejected if it names nothing */
    T about(Row row);

    /** Changes of one lane are made one after the other, in the order of their rows, and are in the sample together or not. */
    String lane(Row row, T about);

    /**
     * Makes a change as far as that is possible now, and journals it.
     *
     * @throws dev.gantry.job.jq.RowRejected if it cannot be computed
     */
    Made make(Task<T> task, Means means) throws InterruptedException;

    /** Settles, as far as that is possible without its row, a change of which it is not known whether it was made. */
    void settle(Begin doubtful, Journal journal) throws InterruptedException;

    /** The outcome of a row for which nothing was done. */
    End ended(Task<T> task, Result result, String why);

    /** Reads again what was changed; empty where a later change of the run to the same thing is looked at for itself. */
    Optional<ReadBack> readBack(Begin begin, End end) throws InterruptedException;
}
