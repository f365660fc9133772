package dev.gantry.sink.order;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.gantry.files.DiskFailed;
import dev.gantry.files.Durable;
import org.jspecify.annotations.Nullable;

/** Keeps rows that are not published because a later one has their key, as JSON, one a line. No file without such rows. */
final class Repeated implements AutoCloseable {
    private final Path file;
    private @Nullable OutputStream out;
    private long rows;

    Repeated(Path file) {
        this.file = file;
    }

    /** @param removed columns that the row lacks because a folder is named by them */
    void add(byte[] in, int start, int length, Bytes removed) {
        try {
            OutputStream lines = opened();
            if (removed.length() == 0) {
                lines.write(in, start, length);
            } else {
                lines.write('{');
                lines.write(removed.array(), 0, removed.length());
                lines.write(in[start + 1] == '}' ? ' ' : ',');
                lines.write(in, start + 1, length - 1);
            }
            lines.write('\n');
            rows++;
        } catch (IOException e) {
            throw DiskFailed.writing("cannot write", file, length, e);
        }
    }

    private OutputStream opened() throws IOException {
        if (out == null) {
            out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        }
        return out;
    }

    long rows() {
        return rows;
    }

    /** Makes the file durable. */
    @Override
    public void close() {
        if (out != null) {
            try {
                out.close();
                out = null;
                Durable.syncFile(file);
            } catch (IOException e) {
                throw DiskFailed.writing("cannot write", file, 1 << 16, e);
            }
        }
    }
}
