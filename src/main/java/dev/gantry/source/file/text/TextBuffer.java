package dev.gantry.source.file.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gantry.source.file.JsonText;
import org.jspecify.annotations.Nullable;

/** Bytes of a line or record as they are gathered, up to a limit: what goes beyond is counted and dropped. */
final class TextBuffer {

    static final int MOST = JsonText.LONGEST;

    private static final int KEPT = 1024 * 1024;

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private byte[] bytes = new byte[1024];
    private int length;
    private long seen;

    void clear() {
        length = 0;
        seen = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
    }

    void append(int value) {
        if (length == bytes.length) {
            grow(1);
        }
        if (length < MOST) {
            bytes[length++] = (byte) value;
        }
        seen++;
    }

    void append(byte[] from, int offset, int count) {
        if (bytes.length - length < count) {
            grow(count);
        }
        int fitting = Math.min(count, bytes.length - length);
        System.arraycopy(from, offset, bytes, length, fitting);
        length += fitting;
        seen += count;
    }

    private void grow(int by) {
        bytes = Arrays.copyOf(bytes, Math.clamp(Math.max(length * 2L, length + (long) by), length, MOST));
    }

    boolean isTooLong() {
        return seen > length;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Without a carriage return at its end. */
    void dropReturn() {
        if (length > 0 && !isTooLong() && bytes[length - 1] == '\r') {
            length--;
            seen--;
        }
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    boolean hasNul() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    boolean isAscii() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** As text; null if it is not UTF-8. */
    @Nullable String text() {
        return text(0, length);
    }

    @Nullable String text(int from, int to) {
        try {
            return utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException broken) {
            return null;
        }
    }

    /** As text, whatever it is, for people to look at. */
    String shown() {
        return shown(0, length);
    }

    String shown(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
