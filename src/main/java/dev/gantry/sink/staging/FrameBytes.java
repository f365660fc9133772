package dev.gantry.sink.staging;

import java.io.ByteArrayOutputStream;

/** A growing buffer whose array can be used in place; after something huge it gives the memory back. */
final class FrameBytes extends ByteArrayOutputStream {
    private static final int KEPT = 8 << 20;

    FrameBytes() {
        super(64 << 10);
    }

    byte[] array() {
        return buf;
    }

    /** Room for so many bytes, their content unspecified. */
    byte[] room(int bytes) {
        if (buf.length < bytes) {
            buf = new byte[Math.max(bytes, (int) Math.min(2L * buf.length, KEPT))];
        }
        return buf;
    }

    @Override
    public synchronized void reset() {
        super.reset();
        if (buf.length > KEPT) {
            buf = new byte[64 << 10];
        }
    }
}
