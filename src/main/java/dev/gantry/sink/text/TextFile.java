package dev.gantry.sink.text;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of text that is being written: buffered, compressed, and counted. For one thread. */
public final class TextFile extends OutputStream {
    private final Counted file;
    private final OutputStream compressed;
    private final byte[] buffer = new byte[1 << 16];
    private int buffered;

    private TextFile(Counted file, OutputStream compressed) {
        this.file = file;
        this.compressed = compressed;
    }

    /** An empty file, whatever it held before. */
    public static TextFile create(Path path, Compression compression) throws IOException {
        Counted file = new Counted(Files.newOutputStream(path));
        return new TextFile(file, compression.over(file));
    }

    /** Bytes of the file so far; what waits in the compressor is not among them. */
    public long bytes() {
        return file.bytes + buffered;
    }

    @Override
    public void write(int value) throws IOException {
        if (buffered == buffer.length) {
            writeBuffer();
        }
        buffer[buffered++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (length > buffer.length - buffered) {
            writeBuffer();
        }
        if (length > buffer.length) {
            compressed.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, buffered, length);
            buffered += length;
        }
    }

    private void writeBuffer() throws IOException {
        compressed.write(buffer, 0, buffered);
        buffered = 0;
    }

    @Override
    public void close() throws IOException {
        try (file;
                compressed) {
            writeBuffer();
        }
    }

    /** Gives the file back after a failure; its content is worthless then. */
    public void abandon() {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            // what failed before is what counts, and the file is about to be deleted
        }
    }

    private static final class Counted extends FilterOutputStream {
        private long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }
    }
}
