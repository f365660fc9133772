package dev.gantry.source.file.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import dev.gantry.files.FileStore;
import dev.gantry.files.StoredFile;

/** The bytes of a text file, unpacked, one by one, with the number of each. A byte order mark is passed over. */
final class TextBytes implements AutoCloseable {

    static final int END = -1;

    private static final int BUFFER = 64 * 1024;
    private static final int[] BYTE_ORDER_MARK = {0xEF, 0xBB, 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private long offsetOfBuffer;
    private int at;
    private int end;

    private TextBytes(InputStream in, long offset) {
        this.in = in;
        this.offsetOfBuffer = offset;
    }

    /** What the names of files of a format end in. */
    static java.util.List<String> suffixes(String own) {
        return java.util.List.of(own, own + ".gz", own + ".zst");
    }

    /** Opens a file at an offset of its text. */
    static TextBytes open(FileStore store, StoredFile file, long offset) throws IOException {
        String name = file.location().toString().toLowerCase(Locale.ROOT);
        boolean isPacked = file.bytes() > 0 && (name.endsWith(".gz") || name.endsWith(".zst"));
        InputStream raw = store.open(file, isPacked ? 0 : offset);
        try {
            TextBytes bytes = new TextBytes(isPacked ? unpacked(raw, name) : raw, isPacked ? 0 : offset);
            if (bytes.offset() == 0) {
                bytes.passByteOrderMark();
            }
            bytes.skipTo(offset);
            return bytes;
        } catch (IOException | RuntimeException broken) {
            raw.close();
            throw broken;
        }
    }

    private static InputStream unpacked(InputStream raw, String name) throws IOException {
        return name.endsWith(".gz") ? new GZIPInputStream(new MoreToCome(raw), BUFFER) : new ZstdInputStream(raw);
    }

    /** A gzip file may be several, one after the other, and Java goes on to the next only if something is available. */
    private static final class MoreToCome extends BufferedInputStream {
        MoreToCome(InputStream in) {
            super(in, BUFFER);
        }

        @Override
        public synchronized int available() throws IOException {
            mark(1);
            boolean isMore = read() >= 0;
            reset();
            return isMore ? 1 : 0;
        }
    }

    /** How many bytes lie before the next. */
    long offset() {
        return offsetOfBuffer + at;
    }

    /** The next byte, 0 to 255, or {@link #END}. */
    int next() throws IOException {
        return at < end || fill() ? buffer[at++] & 0xFF : END;
    }

    /** The same without going past it. */
    int peek() throws IOException {
        return at < end || fill() ? buffer[at] & 0xFF : END;
    }

    /**
     * Appends the bytes up to the next line feed, which is passed over.
     *
     * @return whether there was anything before the end, be it an empty line
     */
    boolean line(TextBuffer line) throws IOException {
        if (at == end && !fill()) {
            return false;
        }
        while (true) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.append(buffer, from, at - from);
            if (at < end) {
                at++;
                return true;
            }
            if (!fill()) {
                return true;
            }
        }
    }

    private void passByteOrderMark() throws IOException {
        if (fill() && (buffer[0] & 0xFF) == BYTE_ORDER_MARK[0]) {
            while (end < BYTE_ORDER_MARK.length) {
                int read = in.read(buffer, end, BUFFER - end);
                if (read < 0) {
                    return;
                }
                end += read;
            }
            boolean isMark = (buffer[1] & 0xFF) == BYTE_ORDER_MARK[1] && (buffer[2] & 0xFF) == BYTE_ORDER_MARK[2];
            at = isMark ? BYTE_ORDER_MARK.length : 0;
        }
    }

    private void skipTo(long offset) throws IOException {
        while (offset() < offset && (at < end || fill())) {
            at = (int) Math.min(end, at + offset - offset());
        }
    }

    private boolean fill() throws IOException {
        offsetOfBuffer += end;
        at = 0;
        end = 0;
        int read = in.read(buffer, 0, BUFFER);
        end = Math.max(0, read);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
