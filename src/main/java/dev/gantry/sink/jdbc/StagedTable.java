package dev.gantry.sink.jdbc;

import java.util.List;
import java.util.Map;

import dev.gantry.database.Extent;
import dev.gantry.sink.Staged;
import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.schema.RowSchema;

/**
 * The rows of a run, and what is known of them all.
 *
 * @param extents of each column, by its name
 */
record StagedTable(List<Staged> logs, long rows, RowSchema schema, Map<String, Extent> extents) {
    StagedTable {
        logs = List.copyOf(logs);
        extents = Map.copyOf(extents);
    }

    /** @param first columns to put first */
    static StagedTable of(List<Staged> logs, Inference seen, List<String> first) {
        RowSchema schema = seen.schema(first);
        return new StagedTable(logs, seen.rows(), schema, new Measures(schema).measured(logs));
    }

    Extent extent(Column column) {
        return extents.getOrDefault(column.name(), Extent.NONE);
    }
}
