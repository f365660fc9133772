package dev.gantry.sink.parquet;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** How pages are compressed; as users write it, in lower case. */
public enum Compression {
    ZSTD(CompressionCodecName.ZSTD),
    SNAPPY(CompressionCodecName.SNAPPY),
    GZIP(CompressionCodecName.GZIP),
    NONE(CompressionCodecName.UNCOMPRESSED);

    final CompressionCodecName codec;

    Compression(CompressionCodecName codec) {
        this.codec = codec;
    }
}
