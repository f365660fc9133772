package dev.gantry.sink;

import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;

/** A stager that finds out only while it writes what it cannot take. */
public interface RefusesLate {

    /** A row and why it was not taken. */
    record Refused(Row row, RowRejected why) {}

    /** What was refused of the chunk written last. */
    List<Refused> refused();
}
