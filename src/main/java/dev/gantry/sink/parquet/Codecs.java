package dev.gantry.sink.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Compresses the pages of one file; parquet-java's own codecs need Hadoop. What it returns is valid until the next page. */
final class Codecs implements BytesInputCompressor {
    private static final int ZSTD_LEVEL = 3;

    private final Compression compression;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(ZSTD_LEVEL);
    private final Page page = new Page();
    private byte[] packed = new byte[0];

    Codecs(Compression compression) {
        this.compression = compression;
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (compression == Compression.NONE) {
            return bytes;
        }
        page.reset();
        bytes.writeAllTo(page);
        return switch (compression) {
            case ZSTD -> zstd();
            case SNAPPY -> snappy();
            case GZIP -> gzip();
            case NONE -> bytes;
        };
    }

    private BytesInput zstd() {
        makeRoom(Math.toIntExact(Zstd.compressBound(page.size())));
        return BytesInput.from(
                packed, 0, zstd.compressByteArray(packed, 0, packed.length, page.array(), 0, page.size()));
    }

    private BytesInput snappy() throws IOException {
        makeRoom(Snappy.maxCompressedLength(page.size()));
        return BytesInput.from(packed, 0, Snappy.compress(page.array(), 0, page.size(), packed, 0));
    }

    private BytesInput gzip() throws IOException {
        ByteArrayOutputStream gzipped = new ByteArrayOutputStream(page.size() / 2 + 64);
        try (OutputStream gzip = new GZIPOutputStream(gzipped)) {
            page.writeTo(gzip);
        }
        return BytesInput.from(gzipped);
    }

    private void makeRoom(int bytes) {
        if (packed.length < bytes) {
            packed = new byte[bytes];
        }
    }

    @Override
    public CompressionCodecName getCodecName() {
        return compression.codec;
    }

    @Override
    public void release() {
        zstd.close();
    }

    /** A buffer whose array can be used in place. */
    private static final class Page extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }
    }
}
