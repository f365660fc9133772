package dev.gantry.sink.parquet;

import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;

/**
 * Moves one kind of value from the staged rows into the columns below it. A schema is compiled into a tree of these once a run.
 *
 * <p>Levels are those of Parquet's encoding of nested values: the repetition level says which of the lists above goes on with
 * this value, the definition level how many of the optional things above it are there.
 */
interface ValueWriter {
    /** Consumes the current value, which is null only where {@link #takesNull} says that it may be. */
    void write(StagedRows rows, int repetition);

    /**
     * Says in each column below that there is no value.
     *
     * @param definition of the innermost thing above that is there
     */
    void missing(int repetition, int definition);

    /** Whether null is a value of the type, and not the lack of one. */
    static boolean takesNull(ColumnType type) {
        return type instanceof Variant || (type instanceof Leaf leaf && leaf.scalar() == Simple.JSON);
    }
}
