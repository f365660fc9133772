package dev.gantry.sink.schema;

import java.math.BigDecimal;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which values fit the declared types without parts: those that come out as they went in. */
final class ScalarFit {
    private static final long NANOS_A_MICRO = 1_000;

    private ScalarFit() {}

    static Fit of(Leaf leaf) {
        String needs = "needs " + TypeNames.of(leaf) + ", found ";
        return value -> {
            String found = found(leaf.scalar(), value);
            return found == null ? null : new Misfit("", needs + found);
        };
    }

    /** What was found instead; null if it fits. */
    private static @Nullable String found(Scalar scalar, JsonNode value) {
        return switch (scalar) {
            case Simple.JSON -> null;
            case Simple.BOOLEAN -> value.isBoolean() ? null : Fit.kind(value);
            case Simple.STRING -> value.isString() ? null : Fit.kind(value);
            case Simple.DATE -> value.isString() ? date(value.stringValue()) : Fit.kind(value);
            case Simple.TIMESTAMP_MICROS -> value.isString() ? micros(value.stringValue()) : Fit.kind(value);
            case Simple.TIMESTAMP_NANOS -> value.isString() ? nanos(value.stringValue()) : Fit.kind(value);
            case Simple.INT64 -> value.isNumber() ? int64(value) : Fit.kind(value);
            case Simple.DOUBLE -> value.isNumber() ? inDouble(value) : Fit.kind(value);
            case Decimal decimal -> value.isNumber() ? decimal(decimal, value) : Fit.kind(value);
        };
    }

    private static @Nullable String date(String text) {
        return Rfc3339.epochDay(text) == Rfc3339.NO_DAY ? "a string that is no date such as 2026-11-01" : null;
    }

    private static @Nullable String micros(String text) {
        if (Rfc3339.micros(text) == Rfc3339.NONE) {
            return "a string that is no timestamp in UTC such as 2026-11-01T00:00:00Z";
        }
        return Rfc3339.nanosOfMicro(text) == 0 ? null : "one of nanoseconds, which only timestamp(nanos) holds";
    }

    private static @Nullable String nanos(String text) {
        long micros = Rfc3339.micros(text);
        if (micros == Rfc3339.NONE) {
            return "a string that is no timestamp in UTC such as 2026-11-01T00:00:00.123456789Z";
        }
        boolean fits = micros > Long.MIN_VALUE / NANOS_A_MICRO && micros < Long.MAX_VALUE / NANOS_A_MICRO;
        return fits ? null : "one outside of 1678 to 2261, which only timestamp holds";
    }

    private static @Nullable String int64(JsonNode value) {
        if (value.isInt() || value.isLong()) {
            return null;
        }
        if (!isFinite(value)) {
            return "a number that is not finite";
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        if (number.scale() > 0) {
            return "a number with a fraction";
        }
        return Numbers.isInt64(number) ? null : "a number beyond 64 bits";
    }

    private static @Nullable String inDouble(JsonNode value) {
        boolean fits = value.isInt()
                || value.isDouble()
                || value.isFloat()
                || Numbers.isExactInDouble(value.decimalValue().stripTrailingZeros());
        return fits ? null : "a number that a double would round";
    }

    private static @Nullable String decimal(Decimal type, JsonNode value) {
        if (!isFinite(value)) {
            return "a number that is not finite";
        }
        BigDecimal number = value.decimalValue().stripTrailingZeros();
        if (number.scale() > type.scale()) {
            return "a number of more digits after the point";
        }
        long whole = (long) number.precision() - number.scale();
        return number.signum() == 0 || whole <= type.precision() - type.scale()
                ? null
                : "a number of more digits before the point";
    }

    private static boolean isFinite(JsonNode value) {
        return !(value.isDouble() || value.isFloat()) || Double.isFinite(value.doubleValue());
    }
}
