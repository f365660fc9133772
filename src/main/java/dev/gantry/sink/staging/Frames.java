package dev.gantry.sink.staging;

import org.jspecify.annotations.Nullable;

/** Rows as text, many at a time. */
public interface Frames extends AutoCloseable {
    /**
     * Rows in UTF-8, one a line, without spaces between tokens.
     *
     * @param bytes may be longer, and are valid until the next text
     */
    record Text(byte[] bytes, int length) {}

    /** The next rows; null after the last. */
    @Nullable Text next();

    @Override
    void close();
}
