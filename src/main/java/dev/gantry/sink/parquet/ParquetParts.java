package dev.gantry.sink.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes the Parquet files of a run. */
final class ParquetParts implements FormatWriter {
    private final Compression compression;
    private final Contents contents;
    private final RowWriteSupport support;
    private @Nullable ParquetWriter<StagedRows> writer;
    private @Nullable PartFile file;

    ParquetParts(Compression compression, Contents contents) {
        this.compression = compression;
        this.contents = contents;
        this.support = new RowWriteSupport(contents.schema(), contents.metadata());
    }

    @Override
    public void begin(Path path) throws IOException {
        file = new PartFile(path);
        writer = PartWriter.open(file, support, contents, compression);
    }

    @Override
    public void write(StagedRows row) throws IOException {
        Objects.requireNonNull(writer).write(row);
    }

    @Override
    public long bytes() {
        return writer == null ? 0 : writer.getDataSize();
    }

    @Override
    public void finish() throws IOException {
        ParquetWriter<StagedRows> open = Objects.requireNonNull(writer);
        writer = null;
        try (PartFile toRelease = file) {
            open.close();
        }
    }

    @Override
    public List<String> notes() {
        return support.repairedStrings() == 0
                ? List.of()
                : List.of(number(support.repairedStrings())
                        + " strings held half a character (a lone surrogate), which became U+FFFD");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public void close() {
        try (PartFile toRelease = file;
                ParquetWriter<StagedRows> open = writer) {
            writer = null;
        } catch (IOException | RuntimeException e) {
            // what failed before is what counts, and the file is about to be deleted
        }
    }
}
