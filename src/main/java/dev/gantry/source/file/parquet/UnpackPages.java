package dev.gantry.source.file.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.Zstd;
import io.airlift.compress.lz4.Lz4Decompressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Unpacks pages; parquet-java's own codecs need Hadoop. */
final class UnpackPages implements CompressionCodecFactory {

    /** A codec that Gantry does not know. */
    static final class UnknownCodec extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnknownCodec(CompressionCodecName codec) {
            super(codec.name());
        }
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED, SNAPPY, GZIP, ZSTD, LZ4_RAW -> new Unpack(codec);
            case LZO, BROTLI, LZ4 -> throw new UnknownCodec(codec);
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new IllegalStateException("parquet-java asked the codecs of a reader to write " + codec);
    }

    @Override
    public void release() {}

    private record Unpack(CompressionCodecName codec) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return codec == CompressionCodecName.UNCOMPRESSED
                    ? packed
                    : BytesInput.from(unpacked(packed.toInputStream().readAllBytes(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer into, int size) throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            into.put(codec == CompressionCodecName.UNCOMPRESSED ? bytes : unpacked(bytes, size));
        }

        private byte[] unpacked(byte[] packed, int size) throws IOException {
            byte[] into = new byte[size];
            long found = switch (codec) {
                case SNAPPY -> Snappy.uncompress(packed, 0, packed.length, into, 0);
                case ZSTD -> Zstd.decompressByteArray(into, 0, size, packed, 0, packed.length);
                case LZ4_RAW -> new Lz4Decompressor().decompress(packed, 0, packed.length, into, 0, size);
                case GZIP -> gunzip(packed, into);
                case UNCOMPRESSED, LZO, BROTLI, LZ4 -> throw new UnknownCodec(codec);
            };
            if (found != size) {
                throw new IOException("a page holds " + found + " bytes instead of " + size);
            }
            return into;
        }

        private static int gunzip(byte[] packed, byte[] into) throws IOException {
            try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
                return gzip.readNBytes(into, 0, into.length);
            }
        }

        @Override
        public void release() {}
    }
}
