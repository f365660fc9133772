package dev.gantry.files.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Some of a file's bytes. */
final class FilePart extends InputStream {

    private final RandomAccessFile file;
    private long left;

    private FilePart(RandomAccessFile file, long length) {
        this.file = file;
        this.left = length;
    }

    static InputStream open(Path path, long from, long length) {
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
            file.seek(from);
            return new FilePart(file, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int read = file.read(into, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw new IOException("the file is shorter than it was by " + left + " bytes");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
