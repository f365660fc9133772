package dev.gantry.sink.parquet;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

import dev.gantry.files.EncryptionKey;
import dev.gantry.sink.format.Contents;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.crypto.FileEncryptionProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.jspecify.annotations.Nullable;

/** Writes one file, row group by row group, with memory for one of them. */
final class PartWriter implements AutoCloseable {
    /** Pages of a row group are held in memory, compressed, until it is full. */
    static final long ROW_GROUP_BYTES = 32L << 20;

    private final RowWriter rows;
    private final Map<String, String> metadata;
    private final ParquetProperties properties;
    private final Codecs codecs;
    private final ParquetFileWriter file;
    private @Nullable RowGroup open;
    private long written;
    private int groups;

    PartWriter(PartFile file, RowWriter rows, Contents contents, Compression compression, Optional<EncryptionKey> key)
            throws IOException {
        this.rows = rows;
        this.metadata = contents.metadata();
        this.properties = Encodings.of(contents);
        this.codecs = new Codecs(compression);
        this.file = new ParquetFileWriter(
                file,
                rows.layout(),
                ParquetFileWriter.Mode.OVERWRITE,
                ROW_GROUP_BYTES,
                ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
                key.map(secret -> FileEncryptionProperties.builder(secret.reveal())
                                .withFooterKeyID(secret.fingerprint())
                                .build())
                        .orElse(null),
                properties);
        this.file.start();
    }

    /** One row group that is being filled. */
    private static final class RowGroup {
        private final ColumnChunkPageWriteStore pages;
        private final ColumnWriteStore columns;
        private long count;
        private long nextLook;

        RowGroup(ColumnChunkPageWriteStore pages, ColumnWriteStore columns, long firstLook) {
            this.pages = pages;
            this.columns = columns;
            this.nextLook = firstLook;
        }
    }

    void write(StagedRows row) throws IOException {
        RowGroup group = open == null ? begin() : open;
        rows.write(row);
        group.columns.endRecord();
        group.count++;
        if (group.count >= group.nextLook) {
            look(group);
        }
    }

    private RowGroup begin() {
        ColumnChunkPageWriteStore pages = new ColumnChunkPageWriteStore(
                codecs,
                rows.layout(),
                HeapByteBufferAllocator.getInstance(),
                properties.getColumnIndexTruncateLength(),
                properties.getPageWriteChecksumEnabled(),
                file.getEncryptor(),
                groups++);
        ColumnWriteStore columns = properties.newColumnWriteStore(rows.layout(), pages, pages);
        rows.goInto(columns);
        open = new RowGroup(pages, columns, properties.getMinRowCountForPageSizeCheck());
        return open;
    }

    /** Ends the row group once it is full; looks again half-way to when it will be, going by the rows so far. */
    private void look(RowGroup group) throws IOException {
        long bytes = group.columns.getBufferedSize();
        long bytesOfRow = Math.max(1, bytes / group.count);
        long left = (ROW_GROUP_BYTES - bytes) / bytesOfRow;
        if (left <= 1) {
            end(group);
        } else {
            group.nextLook = group.count
                    + Math.clamp(
                            left / 2,
                            properties.getMinRowCountForPageSizeCheck(),
                            properties.getMaxRowCountForPageSizeCheck());
        }
    }

    private void end(RowGroup group) throws IOException {
        file.startBlock(group.count);
        group.columns.flush();
        group.pages.flushToFileWriter(file);
        file.endBlock();
        written = file.getPos();
        release(group);
    }

    private void release(RowGroup group) {
        open = null;
        group.columns.close();
        group.pages.close();
    }

    /** What the file takes, as far as it is known. */
    long bytes() {
        return written + (open == null ? 0 : open.columns.getBufferedSize());
    }

    void finish() throws IOException {
        if (open != null) {
            end(open);
        }
        file.end(metadata);
    }

    /** Lets go of what it holds, whether it is finished or not. */
    @Override
    public void close() throws IOException {
        try {
            if (open != null) {
                release(open);
            }
        } finally {
            codecs.release();
            file.close();
        }
    }
}
