package dev.gantry.sink.text;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;

/** How files of text are compressed, each as a whole; as users write it, in lower case. */
public enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int ZSTD_LEVEL = 3;
    private static final int BUFFER = 1 << 16;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What a file name gets at its end; empty if nothing. */
    public String suffix() {
        return suffix;
    }

    /** The same text always becomes the same bytes: no time is written. */
    OutputStream over(OutputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP -> new GZIPOutputStream(file, BUFFER);
            case ZSTD -> new ZstdOutputStream(file, ZSTD_LEVEL).setChecksum(true);
        };
    }
}
