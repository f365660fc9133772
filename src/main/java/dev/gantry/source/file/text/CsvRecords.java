package dev.gantry.source.file.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The records of RFC 4180, by the byte: fields in quotes may hold delimiters, line feeds and doubled quotes. A quote within a field
 * that does not begin with one stands for itself. Lines end with a line feed, with or without a carriage return before it.
 */
final class CsvRecords implements AutoCloseable {

    private static final int QUOTE = '"';

    /** Beyond so many, fields are counted and not kept: a file of delimiters alone must not fill the heap. */
    private static final int MOST_FIELDS = 100_000;

    private final TextBytes bytes;
    private final int delimiter;
    private final TextBuffer text = new TextBuffer();
    private long lines;

    /**
     * A field of a record.
     *
     * @param isQuoted whether an empty one is a text rather than nothing
     */
    record Field(int from, int to, boolean isQuoted) {
        boolean isNothing() {
            return from == to && !isQuoted;
        }
    }

    /**
     * Where the fields of the record in {@link #text} are.
     *
     * @param line that it begins on, from 1
     * @param count of the fields, of which no more are kept than any record should have
     * @param misquoted whether something follows a closing quote
     */
    record Fields(long line, List<Field> fields, int count, boolean misquoted) {
        boolean isBlankLine() {
            return count == 1 && fields.getFirst().isNothing();
        }
    }

    /** A quote that is never closed: what is a record after it, nobody can tell. */
    static final class NeverClosed extends IOException {
        private static final long serialVersionUID = 1L;

        private final long line;

        NeverClosed(long line) {
            super("line " + line);
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    CsvRecords(TextBytes bytes, long lines, char delimiter) {
        this.bytes = bytes;
        this.lines = lines;
        this.delimiter = delimiter;
    }

    /** The bytes of the record that was read last, without its quotes and delimiters. */
    TextBuffer text() {
        return text;
    }

    /** The next record; null at the end. */
    @Nullable Fields next() throws IOException {
        if (bytes.peek() == TextBytes.END) {
            return null;
        }
        text.clear();
        long line = lines + 1;
        List<Field> fields = new ArrayList<>();
        int count = 0;
        boolean misquoted = false;
        while (true) {
            int from = text.length();
            boolean isQuoted = bytes.peek() == QUOTE;
            if (isQuoted) {
                quoted(line);
            }
            int closed = text.length();
            int end = unquoted();
            misquoted |= isQuoted && text.length() > closed;
            if (count++ < MOST_FIELDS) {
                fields.add(new Field(from, text.length(), isQuoted));
            }
            if (end != delimiter) {
                lines++;
                return new Fields(line, fields, count, misquoted);
            }
        }
    }

    /** Up to the quote that closes it. */
    private void quoted(long line) throws IOException {
        bytes.next();
        while (true) {
            int next = bytes.next();
            if (next == TextBytes.END || text.isTooLong()) {
                throw new NeverClosed(line);
            }
            if (next == QUOTE) {
                if (bytes.peek() != QUOTE) {
                    return;
                }
                bytes.next();
            }
            lines += next == '\n' ? 1 : 0;
            text.append(next);
        }
    }

    /** Up to a delimiter, a line's end or the end, which is returned. */
    private int unquoted() throws IOException {
        while (true) {
            int next = bytes.next();
            if (next == delimiter || next == '\n' || next == TextBytes.END) {
                return next;
            }
            if (next == '\r' && isLineEnd(bytes.peek())) {
                continue;
            }
            text.append(next);
        }
    }

    private static boolean isLineEnd(int next) {
        return next == '\n' || next == TextBytes.END;
    }

    Place place() {
        return new Place(bytes.offset(), lines);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
