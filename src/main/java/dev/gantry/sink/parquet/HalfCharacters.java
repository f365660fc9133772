package dev.gantry.sink.parquet;

import java.nio.charset.StandardCharsets;

import org.apache.parquet.io.api.Binary;

/**
 * Strings as Parquet has them, in UTF-8. JSON can hold half of a surrogate pair, which UTF-8 cannot; it becomes U+FFFD and is counted.
 */
final class HalfCharacters {
    private static final char REPLACEMENT = '\uFFFD';

    private long strings;

    Binary utf8(String text) {
        return Binary.fromConstantByteArray(whole(text).getBytes(StandardCharsets.UTF_8));
    }

    private String whole(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isSurrogate(text.charAt(i))) {
                continue;
            }
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            repaired = repaired == null ? new StringBuilder(text) : repaired;
            repaired.setCharAt(i, REPLACEMENT);
        }
        if (repaired == null) {
            return text;
        }
        strings++;
        return repaired.toString();
    }

    long strings() {
        return strings;
    }
}
