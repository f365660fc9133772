package dev.gantry.sink;

import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stager that finds out only while it writes what it cannot take, and counts that in the run's tolerance itself. */
public interface RefusesLate {

    /**
     * A row and why it was not taken.
     *
     * @param isJudged whether it is one of those that the job allows so many of; else it is only kept with them
     * @param response what a remote said to it; null where none was asked
     */
    record Refused(
            Row row,
            RowRejected why,
            boolean isJudged,
            @Nullable JsonNode response) {

        /** One that is judged, and that no remote has seen. */
        public Refused(Row row, RowRejected why) {
            this(row, why, true, null);
        }
    }

    /** What was refused of the chunk written last. */
    List<Refused> refused();
}
