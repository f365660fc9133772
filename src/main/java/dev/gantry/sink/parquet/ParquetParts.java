package dev.gantry.sink.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import dev.gantry.sink.disk.DiskFailed;
import dev.gantry.sink.disk.Durable;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes rows into {@code part-00000.parquet} and so on; each file is on disk before the next one begins. */
public final class ParquetParts implements AutoCloseable {
    /** @param widestRow bytes of the widest row as JSON */
    public record Options(Compression compression, long rowsPerFile, int widestRow, List<String> key) {
        public Options {
            key = List.copyOf(key);
        }
    }

    /** A finished file. */
    public record Part(String name, long rows, long bytes) {}

    private static final long LEAST_NEEDED = PartWriter.ROW_GROUP_BYTES;

    private final Path folder;
    private final RowSchema schema;
    private final Options options;
    private final RowWriteSupport support;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable ParquetWriter<StagedRows> writer;
    private long rowsInPart;

    /** @param metadata key-value pairs for the footer of every file */
    public ParquetParts(Path folder, RowSchema schema, Options options, Map<String, String> metadata) {
        this.folder = folder;
        this.schema = schema;
        this.options = options;
        this.support = new RowWriteSupport(schema, options.key(), metadata);
    }

    /** Writes all rows. */
    public void write(StagedRows rows) {
        try {
            while (rows.next()) {
                if (writer == null) {
                    writer = PartWriter.open(file(), support, schema, options.compression(), options.widestRow());
                }
                writer.write(rows);
                if (++rowsInPart == options.rowsPerFile()) {
                    finishPart();
                }
            }
        } catch (IOException e) {
            throw DiskFailed.writing("cannot write the Parquet file", file(), LEAST_NEEDED, e);
        }
    }

    /** Completes the last file. */
    public List<Part> finish() {
        try {
            finishPart();
            return List.copyOf(parts);
        } catch (IOException e) {
            throw DiskFailed.writing("cannot finish the Parquet file", file(), LEAST_NEEDED, e);
        }
    }

    private void finishPart() throws IOException {
        if (writer == null) {
            return;
        }
        writer.close();
        writer = null;
        Durable.syncFile(file());
        parts.add(new Part(name(), rowsInPart, Files.size(file())));
        rowsInPart = 0;
    }

    private Path file() {
        return folder.resolve(name());
    }

    private String name() {
        return String.format(Locale.ROOT, "part-%05d.parquet", parts.size());
    }

    /** How many rows have a key that an earlier row had; empty if they were too many to tell. */
    public OptionalLong repeatedKeys() {
        return support.repeatedKeys().count();
    }

    /** In how many strings half a character, which UTF-8 cannot hold, was replaced. */
    public long repairedStrings() {
        return support.repairedStrings();
    }

    /** After a failure, gives the open file back; its content is worthless then. */
    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException | RuntimeException e) {
                // what failed before is what counts, and the file is about to be deleted
            }
            writer = null;
        }
    }
}
