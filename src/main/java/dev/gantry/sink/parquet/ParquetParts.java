package dev.gantry.sink.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.staging.StagedRows;
import org.jspecify.annotations.Nullable;

/** Writes the Parquet files of a run. */
final class ParquetParts implements FormatWriter {
    private final Compression compression;
    private final Contents contents;
    private final Optional<EncryptionKey> key;
    private final RowWriter rows;
    private @Nullable PartWriter writer;
    private @Nullable PartFile file;

    ParquetParts(Compression compression, Contents contents, Optional<EncryptionKey> key) {
        this.compression = compression;
        this.contents = contents;
        this.key = key;
        this.rows = new RowWriter(contents.schema());
    }

    @Override
    public void begin(Path path) throws IOException {
        file = new PartFile(path);
        writer = new PartWriter(file, rows, contents, compression, key);
    }

    @Override
    public void write(StagedRows row) throws IOException {
        Objects.requireNonNull(writer).write(row);
    }

    @Override
    public long bytes() {
        return writer == null ? 0 : writer.bytes();
    }

    @Override
    public void finish() throws IOException {
        PartWriter open = Objects.requireNonNull(writer);
        writer = null;
        try (PartFile toRelease = file;
                open) {
            open.finish();
        }
    }

    @Override
    public List<String> notes() {
        return rows.repairedStrings() == 0
                ? List.of()
                : List.of(number(rows.repairedStrings())
                        + " strings held half a character (a lone surrogate), which became U+FFFD");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public void close() {
        try (PartFile toRelease = file;
                PartWriter open = writer) {
            writer = null;
        } catch (IOException | RuntimeException e) {
            // what failed before is what counts, and the file is about to be deleted
        }
    }
}
