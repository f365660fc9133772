package dev.gantry.sink.format;

import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.RowSchema;

/**
 * What all files of a run have in common.
 *
 * @param key columns that should name a row
 * @param widestRow bytes of the widest row as JSON text
 * @param metadata about the run, for formats that have a place for it
 */
public record Contents(RowSchema schema, List<String> key, int widestRow, Map<String, String> metadata) {
    public Contents {
        key = List.copyOf(key);
        metadata = Map.copyOf(metadata);
    }
}
