package dev.gantry.backup.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.format.FormatWriter;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.RowSchema;
import dev.gantry.sink.staging.StagedRows;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes one file of rows in a workshop. */
final class RowFileWriter implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final FormatWriter writer;
    private long rows;

    /**
     * @param widestRow bytes of it as JSON
     * @param metadata kept in the file's footer
     * @param key that it is encrypted with
     */
    RowFileWriter(
            Path file, List<Column> columns, int widestRow, Map<String, String> metadata, Optional<EncryptionKey> key)
            throws IOException {
        this.file = file;
        RowSchema schema = new RowSchema(columns, false, List.of());
        this.writer = new ParquetFormat(Compression.ZSTD, List.of(), List.of(), Optional.empty(), key)
                .writer(new Contents(schema, List.of(), 0, widestRow, metadata));
        writer.begin(file);
    }

    /** @param row of exactly the columns, or fewer */
    void add(ObjectNode row) throws IOException {
        byte[] text = JSON.writeValueAsBytes(row);
        try (StagedRows staged = StagedRows.of(text, text.length)) {
            if (staged.next()) {
                writer.write(staged);
            }
        }
        rows++;
    }

    long rows() {
        return rows;
    }

    /** Bytes so far, about. */
    long bytes() {
        return writer.bytes();
    }

    /** Completes the file, which is still in the workshop then. */
    FileRef finish(String name) throws IOException {
        writer.finish();
        try (InputStream in = Files.newInputStream(file)) {
            return new FileRef(name, rows, Files.size(file), Digests.sha256(in));
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        writer.close();
    }
}
