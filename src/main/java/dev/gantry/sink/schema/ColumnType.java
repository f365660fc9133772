package dev.gantry.sink.schema;

import java.util.List;

/** The type of a column or of a part of one. Everything may be null. */
public sealed interface ColumnType {
    /** @param repeats whether few distinct values fill many rows, so that a dictionary of them is worth its time */
    record Leaf(Scalar scalar, boolean repeats) implements ColumnType {}

    /** @param columns at least one: Parquet has no empty struct */
    record Struct(List<Column> columns) implements ColumnType {
        public Struct {
            columns = List.copyOf(columns);
            if (columns.isEmpty()) {
                throw new IllegalArgumentException("a struct needs a column");
            }
        }
    }

    record ListOf(ColumnType element) implements ColumnType {}

    /** Keys are text. */
    record MapOf(ColumnType value) implements ColumnType {}
}
