package dev.gantry.database;

/** What a column of a table that is there already can hold. */
sealed interface Holds {

    record Integers(long min, long max) implements Holds {}

    /** Digits before the point and after it. */
    record Decimals(int whole, int scale) implements Holds {}

    /** @param notFinite whether NaN and infinities too */
    record Doubles(boolean notFinite) implements Holds {}

    record Booleans() implements Holds {}

    /** @param chars the most characters; {@code beyond} which of them */
    record Texts(long chars, Beyond beyond) implements Holds {}

    /** Which characters a text may have. */
    enum Beyond {
        ASCII,
        BMP,
        ALL
    }

    /** @param digits of a second's fraction */
    record Instants(int digits) implements Holds {}

    record Dates() implements Holds {}

    /** @param parsed whether it is kept as a parsed value, which takes no U+0000 */
    record Json(boolean parsed) implements Holds {}

    /** No affinity of its own: each value as it is. */
    record Anything() implements Holds {}

    /** Nothing that rows have. */
    record Others() implements Holds {}
}
