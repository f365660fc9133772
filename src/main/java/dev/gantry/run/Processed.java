package dev.gantry.run;

import dev.gantry.job.Row;
import java.util.List;

/**
 * A batch after the transforms.
 *
 * @param rows for the sink
 * @param rejects rows that a transform refused, as {@code {id, reason, row}}
 */
record Processed(List<Row> rows, List<Row> rejects) {}
