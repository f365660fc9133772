package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Target;

/**
 * One row's change.
 *
 * @param number of the change
 * @param doubtful an act of this change whose fate is not known, from before the run was interrupted
 */
record Task(long number, Row row, Target target, Optional<Act> doubtful) {

    /** What became of it. */
    Acted ended(Result result, String why, Optional<String> made) {
        return new Acted(number, row.id(), target, result, why, made);
    }
}
