package dev.gantry.sink;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import dev.gantry.files.Location;
import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;

/**
 * What every sink that writes files is told about them.
 *
 * @param key columns that should name a row; missing and repeated ones are noted, not refused
 * @param rowsPerFile at most
 */
public record FolderOptions(Location path, List<String> key, long rowsPerFile) {
    public FolderOptions {
        key = distinct("key", key);
        if (rowsPerFile < 1) {
            throw new IllegalArgumentException("rows-per-file must be 1 or more, found " + rowsPerFile);
        }
    }

    /** The fields, for the options of a format that have them. */
    record Written(Field<Location> path, Field<Optional<List<String>>> key, Field<Long> rowsPerFile) {

        static Written in(Fields fields) {
            return new Written(
                    fields.required(
                            "path", Location.SHAPE, "The folder to publish, for example exports/players/date=${date}"),
                    fields.optional(
                            "key",
                            Shape.listOrOne(Shape.text()),
                            "Columns that name a row. They come first, and rows that lack or repeat a key are reported"),
                    fields.withDefault(
                            "rows-per-file",
                            Shape.integer(1L, 1_000_000_000L),
                            1_000_000L,
                            "Rows in one file at most"));
        }

        FolderOptions of(Given given) {
            return new FolderOptions(given.get(path), given.get(key).orElse(List.of()), given.get(rowsPerFile));
        }
    }

    static List<String> distinct(String option, List<String> columns) {
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(option + " names a column twice: " + String.join(", ", columns));
        }
        return List.copyOf(columns);
    }
}
