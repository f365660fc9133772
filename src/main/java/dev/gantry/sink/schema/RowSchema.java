package dev.gantry.sink.schema;

import java.util.List;

/**
 * What all rows of a run have in common.
 *
 * @param columns at least one unless there was no row
 * @param isWholeRow the rows are not all objects (or have no or far too many keys): the only column, {@link #VALUE}, holds each row
 * @param notes sentences about what people might not expect
 */
public record RowSchema(List<Column> columns, boolean isWholeRow, List<String> notes) {
    public static final String VALUE = "value";

    public RowSchema {
        columns = List.copyOf(columns);
        notes = List.copyOf(notes);
    }
}
