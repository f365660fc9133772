package dev.gantry.sink.schema;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

import dev.gantry.sink.schema.Scalar.Decimal;
import tools.jackson.databind.JsonNode;

/**
 * What a VARIANT can hold of JSON without loss. Numbers are told by value: an integer of 64 bits, else a double whose shortest text is
 * that number, else a decimal of 38 digits; but integers beyond 64 bits are decimals first.
 */
public final class VariantValues {
    /** Readers walk values recursively. */
    private static final int DEPTH = 128;

    private VariantValues() {}

    /** Why the value, or a part of it, would not be the same in a VARIANT. */
    static Optional<String> refusal(JsonNode value) {
        return refusal(value, 0);
    }

    private static Optional<String> refusal(JsonNode value, int depth) {
        if (depth > DEPTH) {
            return Optional.of("values nested more than " + DEPTH + " levels deep");
        }
        if (value.isNumber()) {
            return isExact(value)
                    ? Optional.empty()
                    : Optional.of("a number of more digits than a decimal of 38 or a double has");
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            Optional<String> refusal = refusal(member.getValue(), depth + 1);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        for (JsonNode element : value.values()) {
            Optional<String> refusal = value.isArray() ? refusal(element, depth + 1) : Optional.empty();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static boolean isExact(JsonNode number) {
        if (number.isInt() || number.isLong() || number.isShort() || number.isDouble() || number.isFloat()) {
            return true; // staged as its shortest text
        }
        return number(number.decimalValue()).isPresent();
    }

    /** A {@link Long}, {@link Double} or {@link BigDecimal}, its scale not negative; empty if it would have to be rounded. */
    public static Optional<Number> number(BigDecimal written) {
        BigDecimal number = written.stripTrailingZeros();
        boolean isWhole = number.scale() <= 0;
        if (isWhole && Numbers.isInt64(number)) {
            return Optional.of(number.longValueExact());
        }
        long digits = (long) Math.max(number.precision(), number.scale()) - Math.min(0, number.scale());
        boolean fitsDecimal = digits <= Decimal.MAX_PRECISION;
        if (fitsDecimal && isWhole) {
            return Optional.of(number.setScale(0));
        }
        if (Numbers.isExactInDouble(number)) {
            return Optional.of(number.doubleValue());
        }
        return fitsDecimal ? Optional.of(number) : Optional.empty();
    }
}
