package dev.gantry.sink.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.gantry.files.DiskFailed;
import dev.gantry.sink.staging.Frames;
import dev.gantry.sink.staging.LogFrames;

/** Reads records that {@link RunWriter} put aside in order, and deletes their file when it is closed. */
final class RunCursor implements Cursor {
    private final Path file;
    private final LogFrames frames;
    private byte[] bytes = new byte[0];
    private int length;
    private int at;
    private int following;

    RunCursor(Path file) {
        this.file = file;
        this.frames = LogFrames.ofCopy(file);
    }

    @Override
    public boolean next() {
        if (following == length) {
            Frames.Text frame = frames.next();
            if (frame == null) {
                return false;
            }
            bytes = frame.bytes();
            length = frame.length();
            following = 0;
        }
        at = following;
        following = KeyedRow.end(bytes, at);
        return true;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int at() {
        return at;
    }

    @Override
    public void close() {
        frames.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw DiskFailed.other("cannot delete", file, e);
        }
    }
}
