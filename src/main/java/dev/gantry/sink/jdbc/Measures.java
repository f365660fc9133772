package dev.gantry.sink.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.database.Extent;
import dev.gantry.sink.Staged;
import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads all rows once to see what no schema says but a database must know: how long texts are, how large numbers. */
final class Measures {
    private final boolean isWholeRow;
    private final Map<String, Measure> byName = new HashMap<>();
    private long rows;

    Measures(RowSchema schema) {
        isWholeRow = schema.isWholeRow();
        for (Column column : schema.columns()) {
            byName.put(column.name(), new Measure(column.type()));
        }
    }

    Map<String, Extent> measured(List<Staged> logs) {
        for (Staged log : logs) {
            try (StagedRows staged = StagedRows.open(log.file(), log.length())) {
                while (staged.next()) {
                    add(staged);
                    rows++;
                }
            }
        }
        Map<String, Extent> extents = new HashMap<>();
        byName.forEach((name, measure) -> extents.put(name, measure.extent(rows)));
        return extents;
    }

    private void add(StagedRows staged) {
        Tokens json = staged.tokens();
        if (isWholeRow) {
            measure(RowSchema.VALUE, staged);
            return;
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            measure(name, staged);
        }
    }

    private void measure(String name, StagedRows staged) {
        @Nullable Measure measure = byName.get(name);
        if (measure != null && staged.tokens().current() != JsonToken.VALUE_NULL) {
            measure.add(staged);
        } else {
            staged.tokens().skipChildren();
        }
    }
}
