package dev.gantry.source.file.parquet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Times as texts. */
final class Times {

    private static final long NANOS_OF_DAY = 86_400_000_000_000L;
    private static final long NANOS_OF_SECOND = 1_000_000_000L;
    private static final int JULIAN_DAY_OF_1970 = 2_440_588;

    private Times() {}

    static String date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).toString();
    }

    /** With a Z where it is a moment; a time that is only local has no zone. */
    static String moment(long value, TimeUnit unit, boolean isUtc) {
        long inSecond = inSecond(unit);
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, inSecond), Math.floorMod(value, inSecond) * (NANOS_OF_SECOND / inSecond));
        String text = instant.toString();
        return isUtc ? text : text.substring(0, text.length() - 1);
    }

    static String ofDay(long value, TimeUnit unit, boolean isUtc) {
        long nanos = value * (NANOS_OF_SECOND / inSecond(unit));
        String text = nanos == NANOS_OF_DAY
                ? "24:00:00"
                : DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(nanos));
        return isUtc ? text + "Z" : text;
    }

    /** The time of old writers: a Julian day and nanoseconds in it, in UTC. */
    static String int96(NanoTime time) {
        return LocalDate.ofEpochDay((long) time.getJulianDay() - JULIAN_DAY_OF_1970)
                .atStartOfDay()
                .plusNanos(time.getTimeOfDayNanos())
                .toInstant(ZoneOffset.UTC)
                .toString();
    }

    private static long inSecond(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 1_000L;
            case MICROS -> 1_000_000L;
            case NANOS -> NANOS_OF_SECOND;
        };
    }
}
