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
 * @param key columns that name a row: rows are sorted by them, and of those with the same key the last is published
 * @param partitionBy columns that folders are named by, as Hive does
 * @param rowsPerFile at most
 * @param bytesPerFile about so many at most
 */
public record FolderOptions(
        Location path, List<String> key, List<String> partitionBy, long rowsPerFile, ByteSize bytesPerFile) {
    static final ByteSize BYTES_PER_FILE = ByteSize.parse("128MB");

    public FolderOptions {
        key = distinct("key", key);
        partitionBy = distinct("partition-by", partitionBy);
        if (rowsPerFile < 1) {
            throw new IllegalArgumentException("rows-per-file must be 1 or more, found " + rowsPerFile);
        }
    }

    /** Without folders below the path. */
    public FolderOptions(Location path, List<String> key, long rowsPerFile) {
        this(path, key, List.of(), rowsPerFile, BYTES_PER_FILE);
    }

    /** The fields, for the options of a format that have them. */
    record Written(
            Field<Location> path,
            Field<Optional<List<String>>> key,
            Field<Optional<List<String>>> partitionBy,
            Field<Long> rowsPerFile,
            Field<ByteSize> bytesPerFile) {

        static Written in(Fields fields) {
            return new Written(
                    fields.required(
                            "path", Location.SHAPE, "The folder to publish, for example exports/players/date=${date}"),
                    fields.optional(
                            "key",
                            Shape.listOrOne(Shape.text()),
                            "Columns that name a row. They come first, rows are sorted by them, and of rows with the same"
                                    + " key the one read last is published; the others are kept in _repeated.jsonl"),
                    fields.optional(
                            "partition-by",
                            Shape.listOrOne(Shape.text()),
                            "Columns of few different values that folders are named by, as Hive does: country=SE/..."),
                    fields.withDefault(
                            "rows-per-file", Shape.integer(1L, 1_000_000_000L), 1_000_000L, "Rows in one file at most"),
                    fields.withDefault(
                            "bytes-per-file",
                            ByteSize.SHAPE,
                            BYTES_PER_FILE,
                            "128MB",
                            "Bytes in one file at most, about: KB, MB, GB, or KiB, MiB, GiB"));
        }

        FolderOptions of(Given given) {
            return new FolderOptions(
                    given.get(path),
                    given.get(key).orElse(List.of()),
                    given.get(partitionBy).orElse(List.of()),
                    given.get(rowsPerFile),
                    given.get(bytesPerFile));
        }
    }

    static List<String> distinct(String option, List<String> columns) {
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(option + " names a column twice: " + String.join(", ", columns));
        }
        return List.copyOf(columns);
    }
}
