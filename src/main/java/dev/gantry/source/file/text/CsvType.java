package dev.gantry.source.file.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

import dev.gantry.source.file.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the text of a field stands for. */
public enum CsvType {
    STRING,
    /** A whole number of 64 bits. */
    INT64,
    /** The nearest that 64 bits of floating point can hold. */
    DOUBLE,
    /** A number with all its digits. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** Any JSON. */
    JSON;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,5})?");
    private static final int MOST_DIGITS = 1_000;

    /** The value; null if the text is none of the type. */
    @Nullable JsonNode value(String text) {
        String stripped = this == STRING ? text : text.strip();
        return switch (this) {
            case STRING -> NODES.stringNode(text);
            case INT64 -> int64(stripped);
            case DOUBLE -> floating(stripped);
            case DECIMAL -> isNumber(stripped) ? NODES.numberNode(new BigDecimal(stripped)) : null;
            case BOOLEAN -> bool(stripped);
            case JSON -> json(stripped);
        };
    }

    private static @Nullable JsonNode int64(String text) {
        if (!INTEGER.matcher(text).matches()) {
            return null;
        }
        BigInteger number = new BigInteger(text);
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValueExact()) : null;
    }

    private static @Nullable JsonNode floating(String text) {
        if (!isNumber(text)) {
            return null;
        }
        double number = Double.parseDouble(text);
        return Double.isFinite(number) ? NODES.numberNode(number) : null;
    }

    private static @Nullable JsonNode bool(String text) {
        boolean isTrue = text.equalsIgnoreCase("true");
        return isTrue || text.equalsIgnoreCase("false") ? NODES.booleanNode(isTrue) : null;
    }

    private static @Nullable JsonNode json(String text) {
        try {
            return JsonText.parse(text);
        } catch (JsonText.NoJson none) {
            return null;
        }
    }

    private static boolean isNumber(String text) {
        return text.length() <= MOST_DIGITS && NUMBER.matcher(text).matches();
    }

    /** As a job writes it. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
