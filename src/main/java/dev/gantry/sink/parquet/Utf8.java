package dev.gantry.sink.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.gantry.sink.schema.HalfCharacters;
import org.apache.parquet.io.api.Binary;

/** Strings as Parquet has them, in UTF-8, which has no halves of surrogate pairs: they become U+FFFD and their strings are counted. */
final class Utf8 {
    private static final byte[] REPLACEMENT = "\\uFFFD".getBytes(StandardCharsets.US_ASCII);
    private static final int LOWER_CASE = 0x20;

    private long repaired;

    Binary of(String text) {
        return Binary.fromConstantByteArray(whole(text).getBytes(StandardCharsets.UTF_8));
    }

    String whole(String text) {
        String whole = HalfCharacters.replaced(text);
        repaired += whole.equals(text) ? 0 : 1;
        return whole;
    }

    /** JSON text, in which a half is an escape; many readers refuse a whole file for one. */
    Binary json(byte[] text, int start, int end) {
        byte[] whole = null;
        for (int i = start; i < end; i++) {
            if (text[i] == '\\') {
                if (isHalf(text, i + 1)) {
                    whole = whole == null ? Arrays.copyOfRange(text, start, end) : whole;
                    System.arraycopy(REPLACEMENT, 0, whole, i - start, REPLACEMENT.length);
                    repaired++;
                }
                i++;
            }
        }
        return whole == null
                ? Binary.fromReusedByteArray(text, start, end - start)
                : Binary.fromConstantByteArray(whole);
    }

    /** Whether what is escaped is a surrogate; whole pairs are staged without escapes. */
    private static boolean isHalf(byte[] text, int at) {
        if (text[at] != 'u' || (text[at + 1] | LOWER_CASE) != 'd') {
            return false;
        }
        return Character.digit(text[at + 2], 16) >= 8;
    }

    /** How many strings could not be kept as they were. */
    long repaired() {
        return repaired;
    }
}
