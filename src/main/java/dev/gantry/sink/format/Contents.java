package dev.gantry.sink.format;

import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.RowSchema;

/**
 * What all files of a run have in common.
 *
 * @param key columns that name a row and are in the files, which are sorted by them
 * @param rows of the run, which may be in several files
 * @param widestRow bytes of the widest row as JSON text
 * @param metadata about the run, for formats that have a place for it
 */
public record Contents(RowSchema schema, List<String> key, long rows, int widestRow, Map<String, String> metadata) {
    public Contents {
        key = List.copyOf(key);
        metadata = Map.copyOf(metadata);
    }
}
