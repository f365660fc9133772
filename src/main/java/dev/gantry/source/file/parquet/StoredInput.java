package dev.gantry.source.file.parquet;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A stored file as parquet-java reads it: what lies far off is opened there anew, what is near is read up to. */
record StoredInput(FileStore store, StoredFile file) implements InputFile {

    private static final int BUFFER = 64 * 1024;

    @Override
    public long getLength() {
        return file.bytes();
    }

    @Override
    public SeekableInputStream newStream() {
        return new Seekable();
    }

    @Override
    public String toString() {
        return file.location().toString();
    }

    private final class Seekable extends SeekableInputStream {
        private @Nullable InputStream open;
        private long position;
        private long wanted;

        @Override
        public long getPos() {
            return wanted;
        }

        @Override
        public void seek(long to) {
            wanted = to;
        }

        private InputStream here() throws IOException {
            if (open != null && wanted != position && (wanted < position || wanted - position > BUFFER)) {
                close();
            }
            InputStream in = open;
            if (in == null) {
                in = new BufferedInputStream(store.open(file, wanted), BUFFER);
                open = in;
            } else {
                in.skipNBytes(wanted - position);
            }
            position = wanted;
            return in;
        }

        private int advanced(int bytes) {
            position += Math.max(0, bytes);
            wanted = position;
            return bytes;
        }

        @Override
        public int read() throws IOException {
            int next = here().read();
            advanced(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return advanced(here().read(into, offset, length));
        }

        @Override
        public void readFully(byte[] into) throws IOException {
            readFully(into, 0, into.length);
        }

        @Override
        public void readFully(byte[] into, int offset, int length) throws IOException {
            if (advanced(here().readNBytes(into, offset, length)) < length) {
                throw new EOFException();
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            byte[] bytes = new byte[Math.min(into.remaining(), BUFFER)];
            int read = read(bytes, 0, bytes.length);
            if (read > 0) {
                into.put(bytes, 0, read);
            }
            return read;
        }

        @Override
        public void readFully(ByteBuffer into) throws IOException {
            if (into.hasArray()) {
                readFully(into.array(), into.arrayOffset() + into.position(), into.remaining());
                into.position(into.limit());
                return;
            }
            byte[] bytes = new byte[BUFFER];
            while (into.hasRemaining()) {
                int part = Math.min(into.remaining(), bytes.length);
                readFully(bytes, 0, part);
                into.put(bytes, 0, part);
            }
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
            }
        }
    }
}
