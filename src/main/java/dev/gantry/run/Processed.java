package dev.gantry.run;

import java.util.List;

import dev.gantry.job.Row;

/**
 * A batch after the transforms.
 *
 * @param rows for the sink
 * @param rejects rows that were refused, as {@code {id, reason, row}}
 */
record Processed(List<Row> rows, List<Row> rejects) {}
