package dev.gantry.sink.schema;

import java.util.List;

/** The type of a column or of a part of one. Everything may be null. */
public sealed interface ColumnType {
    /** What the values of a column are like, which decides how best to store them. */
    enum Values {
        /** Few distinct ones fill many rows: a dictionary of them is worth its time. */
        FEW,
        MANY,
        /** Some are so long that nobody looks for the least and greatest. */
        LONG
    }

    record Leaf(Scalar scalar, Values values) implements ColumnType {}

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
