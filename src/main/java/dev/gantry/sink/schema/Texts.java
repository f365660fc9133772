package dev.gantry.sink.schema;

import dev.gantry.sink.schema.Scalar.Simple;

/** The strings of one column: whether all of them are dates, or timestamps and how fine. */
final class Texts {
    private static final long NANOS_A_MICRO = 1_000;
    private static final int LONG = 256;

    private boolean areTimestamps = true;
    private boolean areDates = true;
    private boolean hasNanos;
    private boolean hasLong;
    private long minMicros = Long.MAX_VALUE;
    private long maxMicros = Long.MIN_VALUE;

    void add(String text, Distinct distinct) {
        if (text.length() > LONG) {
            hasLong = true;
        } else {
            distinct.add(text.hashCode());
        }
        areDates = areDates && Rfc3339.epochDay(text) != Rfc3339.NO_DAY;
        if (areTimestamps) {
            addTimestamp(text);
        }
    }

    private void addTimestamp(String text) {
        long micros = Rfc3339.micros(text);
        if (micros == Rfc3339.NONE) {
            areTimestamps = false;
            return;
        }
        hasNanos |= Rfc3339.nanosOfMicro(text) != 0;
        minMicros = Math.min(minMicros, micros);
        maxMicros = Math.max(maxMicros, micros);
    }

    void merge(Texts other) {
        areTimestamps &= other.areTimestamps;
        areDates &= other.areDates;
        hasNanos |= other.hasNanos;
        hasLong |= other.hasLong;
        minMicros = Math.min(minMicros, other.minMicros);
        maxMicros = Math.max(maxMicros, other.maxMicros);
    }

    boolean hasLong() {
        return hasLong;
    }

    Scalar scalar() {
        if (!areTimestamps) {
            return areDates ? Simple.DATE : Simple.STRING;
        }
        if (!hasNanos) {
            return Simple.TIMESTAMP_MICROS;
        }
        boolean fitsNanos = minMicros > Long.MIN_VALUE / NANOS_A_MICRO && maxMicros < Long.MAX_VALUE / NANOS_A_MICRO;
        return fitsNanos ? Simple.TIMESTAMP_NANOS : Simple.STRING;
    }
}
