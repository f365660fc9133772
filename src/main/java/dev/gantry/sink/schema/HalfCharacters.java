package dev.gantry.sink.schema;

import java.util.Map;

import tools.jackson.databind.JsonNode;

/** Halves of surrogate pairs without the other half: JSON can hold them, UTF-8 cannot. */
public final class HalfCharacters {
    private static final char REPLACEMENT = '\uFFFD';

    private HalfCharacters() {}

    public static boolean has(String text) {
        return first(text, 0) < text.length();
    }

    /** Whether a key anywhere in a value has one: no parser takes such a key back, though it takes such texts. */
    public static boolean inKeys(JsonNode value) {
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (has(member.getKey()) || inKeys(member.getValue())) {
                return true;
            }
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            if (inKeys(value.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The text with U+FFFD for each half; the same instance if there is none. */
    public static String replaced(String text) {
        int half = first(text, 0);
        if (half == text.length()) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text);
        for (; half < text.length(); half = first(text, half + 1)) {
            whole.setCharAt(half, REPLACEMENT);
        }
        return whole.toString();
    }

    /** Where the first half from there on is; the length if there is none. */
    private static int first(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char character = text.charAt(i);
            if (Character.isHighSurrogate(character)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(character)) {
                return i;
            }
        }
        return text.length();
    }
}
