package dev.gantry.writeback.sinks;

import dev.gantry.job.Row;
import dev.gantry.writeback.act.Verdict;

/** What to do about a row whose thing is not there. */
public enum WhenMissing {
    /** The row is rejected. */
    FAIL,
    SKIP;

    Verdict verdict(Row row, String why) {
        return switch (this) {
            case FAIL -> throw RowValues.rejected(row, why + "; missing: skip passes over such rows");
            case SKIP -> Verdict.skip(why);
        };
    }
}
