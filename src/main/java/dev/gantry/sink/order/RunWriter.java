package dev.gantry.sink.order;

import java.nio.file.Path;

import dev.gantry.sink.staging.FrameWriter;

/** Puts records aside that come in order. */
final class RunWriter implements AutoCloseable {
    /** Small, because many files are merged at once, each with a frame in memory. */
    private static final int FRAME = 64 << 10;

    private final FrameWriter frames;
    private final Bytes frame = new Bytes();
    private int records;

    RunWriter(Path file) {
        frames = FrameWriter.create(file);
    }

    void add(byte[] in, int at) {
        frame.add(in, at, KeyedRow.end(in, at) - at);
        records++;
        if (frame.length() >= FRAME) {
            writeFrame();
        }
    }

    private void writeFrame() {
        if (records > 0) {
            frames.write(frame.array(), frame.length(), records);
            frame.clear();
            records = 0;
        }
    }

    @Override
    public void close() {
        try (frames) {
            writeFrame();
        }
    }
}
