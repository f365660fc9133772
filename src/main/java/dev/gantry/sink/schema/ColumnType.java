package dev.gantry.sink.schema;

import java.util.List;
import java.util.Optional;

/** The type of a column or of a part of one. Everything may be null unless it says that it is required. */
public sealed interface ColumnType {
    /** What the values of a column are like, which decides how best to store them. */
    enum Values {
        /** Few distinct ones fill many rows: a dictionary of them is worth its time. */
        FEW,
        MANY,
        /** Some are so long that nobody looks for the least and greatest. */
        LONG
    }

    /** @param isRequired never null or missing, as a declared schema demanded */
    record Leaf(Scalar scalar, Values values, boolean isRequired) implements ColumnType {
        public Leaf(Scalar scalar, Values values) {
            this(scalar, values, false);
        }
    }

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

    /**
     * Any JSON value, in a form that keeps its parts apart. Null is one of its values and differs from a missing one.
     *
     * @param typed what most of its values have in common, made of leaves, structs and lists: a format may store these parts in
     *     columns of their own. Nothing that contradicts it occurs, but null and further members of its structs do
     * @param isRequired as of a leaf
     */
    record Variant(Optional<ColumnType> typed, boolean isRequired) implements ColumnType {}
}
