package dev.gantry.transform;

import java.util.function.Consumer;

import dev.gantry.job.Row;

/** One step of {@code transform:}. Safe for use by many threads. */
public interface RowTransform {
    /**
     * Turns one row into none, one or many.
     *
     * @param out receives the results in order, only after all of them are known
     * @throws RowRejected where the row does not fit the expression; {@code out} has received nothing then
     */
    void apply(Row row, Consumer<Row> out);
}
