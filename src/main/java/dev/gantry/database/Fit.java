package dev.gantry.database;

import java.math.BigDecimal;
import java.util.Optional;

import dev.gantry.database.SqlType.Decimal;
import dev.gantry.database.SqlType.Simple;

/** Whether a column that is there already holds new values exactly, and as what they are then written. */
final class Fit {
    static final long EXACT_IN_DOUBLE = 1L << 53;

    private Fit() {}

    /** Empty: it would change one of them. */
    static Optional<SqlType> of(Holds holds, SqlType wanted, Extent extent) {
        return switch (holds) {
            case Holds.Anything any -> Optional.of(wanted);
            case Holds.Json json ->
                extent.isNotFinite() || (json.parsed() && (extent.hasNul() || extent.hasHalf()))
                        ? Optional.empty()
                        : Optional.of(Simple.JSON);
            case Holds.Booleans booleans -> same(wanted == Simple.BOOLEAN, wanted);
            case Holds.Integers integers ->
                same(
                        wanted == Simple.INT64
                                && extent.least() >= integers.min()
                                && extent.greatest() <= integers.max(),
                        wanted);
            case Holds.Decimals decimals -> same(inDecimals(decimals, wanted, extent), wanted);
            case Holds.Doubles doubles -> inDoubles(doubles, wanted, extent);
            case Holds.Texts texts -> inTexts(texts, wanted, extent);
            case Holds.Instants instants -> same(isInstant(wanted) && extent.fraction() <= instants.digits(), wanted);
            case Holds.Dates dates -> same(wanted == Simple.DATE, wanted);
            case Holds.Others others -> Optional.empty();
        };
    }

    /** What the values need, for people. */
    static String need(SqlType wanted, Extent extent) {
        return switch (wanted) {
            case Simple.BOOLEAN -> "booleans";
            case Simple.INT64 -> "integers from " + extent.least() + " to " + extent.greatest();
            case Simple.DOUBLE -> extent.isNotFinite() ? "doubles, NaN or infinity among them" : "doubles";
            case Simple.TEXT -> "texts of up to " + extent.longest() + " characters" + characters(extent);
            case Simple.INSTANT_MICROS, Simple.INSTANT_NANOS ->
                "timestamps with " + extent.fraction() + " digits of a second's fraction";
            case Simple.DATE -> "dates";
            case Simple.JSON -> "JSON of up to " + extent.longest() + " characters" + characters(extent);
            case Decimal decimal ->
                "decimals of " + decimal.whole() + " digits before the point and " + decimal.scale() + " after it";
        };
    }

    private static String characters(Extent extent) {
        if (extent.hasNul()) {
            return ", U+0000 among them";
        }
        return extent.beyondBmp() ? ", such as emoji among them" : "";
    }

    static boolean isInstant(SqlType type) {
        return type == Simple.INSTANT_MICROS || type == Simple.INSTANT_NANOS;
    }

    private static Optional<SqlType> same(boolean holds, SqlType wanted) {
        return holds ? Optional.of(wanted) : Optional.empty();
    }

    private static boolean inDecimals(Holds.Decimals decimals, SqlType wanted, Extent extent) {
        return switch (wanted) {
            case Decimal decimal -> decimal.whole() <= decimals.whole() && decimal.scale() <= decimals.scale();
            case Simple.INT64 -> Math.max(digits(extent.least()), digits(extent.greatest())) <= decimals.whole();
            // The shortest text of any finite double has fewer digits than one without limits takes.
            case Simple.DOUBLE -> decimals.whole() == Integer.MAX_VALUE && !extent.isNotFinite();
            case Simple other -> false;
        };
    }

    private static Optional<SqlType> inDoubles(Holds.Doubles doubles, SqlType wanted, Extent extent) {
        if (wanted == Simple.INT64) {
            return extent.least() >= -EXACT_IN_DOUBLE && extent.greatest() <= EXACT_IN_DOUBLE
                    ? Optional.of(Simple.DOUBLE)
                    : Optional.empty();
        }
        return same(wanted == Simple.DOUBLE && (doubles.notFinite() || !extent.isNotFinite()), wanted);
    }

    /** Timestamps, dates and JSON are text to begin with. */
    private static Optional<SqlType> inTexts(Holds.Texts texts, SqlType wanted, Extent extent) {
        boolean isText = wanted == Simple.TEXT || wanted == Simple.JSON || wanted == Simple.DATE || isInstant(wanted);
        boolean taken = extent.longest() <= texts.chars()
                && switch (texts.beyond()) {
                    case ALL -> true;
                    case BMP -> !extent.beyondBmp();
                    case ASCII -> !extent.beyondAscii();
                };
        return isText && taken ? Optional.of(Simple.TEXT) : Optional.empty();
    }

    private static int digits(long number) {
        return BigDecimal.valueOf(number).precision();
    }
}
