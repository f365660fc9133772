package dev.gantry.sink.jdbc;

/** What is committed together: so many rows, or fewer where they have so many bytes as JSON. */
record Chunks(int rows, long bytes) {
    static final Chunks USUAL = new Chunks(20_000, 16L << 20);

    boolean isFull(long rowsSoFar, long bytesSoFar) {
        return rowsSoFar >= rows || bytesSoFar >= bytes;
    }
}
