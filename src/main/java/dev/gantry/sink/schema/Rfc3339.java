package dev.gantry.sink.schema;

/**
 * Timestamps as Open Cloud writes them: {@code 2026-11-01T00:00:00Z}, with up to nine digits of a second's fraction, in UTC; and full
 * dates, {@code 2026-11-01}. Both of the years 1 to 9999.
 */
public final class Rfc3339 {
    /** Returned for text that is not such a timestamp. */
    public static final long NONE = Long.MIN_VALUE;

    /** Returned for text that is not such a date. */
    public static final int NO_DAY = Integer.MIN_VALUE;

    private static final int DATE = "2026-11-01".length();
    private static final int SHORTEST = "2026-11-01T00:00:00Z".length();
    private static final int LONGEST = "2026-11-01T00:00:00.123456789Z".length();
    private static final long MICROS_A_SECOND = 1_000_000;

    private Rfc3339() {}

    /** Days since 1970-01-01. */
    public static int epochDay(CharSequence text) {
        if (text.length() != DATE || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return NO_DAY;
        }
        return dayAtStart(text);
    }

    /** Of the date that a longer text begins with, its punctuation being checked. */
    private static int dayAtStart(CharSequence text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > days(year, month)) {
            return NO_DAY;
        }
        return (int) epochDay(year, month, day);
    }

    /** Microseconds since 1970, rounded down; leap seconds are not timestamps here, since no column type has them. */
    public static long micros(CharSequence text) {
        int length = text.length();
        if (length < SHORTEST || length > LONGEST || text.charAt(length - 1) != 'Z' || !isPunctuated(text)) {
            return NONE;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        int nanos = nanos(text);
        int day = dayAtStart(text);
        if (day == NO_DAY || !isTime || nanos < 0) {
            return NONE;
        }
        long seconds = day * 86_400L + hour * 3_600L + minute * 60L + second;
        return seconds * MICROS_A_SECOND + nanos / 1_000;
    }

    /** The nanoseconds below the microsecond of a text that {@link #micros} accepts. */
    public static int nanosOfMicro(CharSequence text) {
        return nanos(text) % 1_000;
    }

    private static boolean isPunctuated(CharSequence text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (text.length() == SHORTEST || (text.charAt(19) == '.' && text.length() > SHORTEST + 1));
    }

    /** -1 if a character is not a digit. */
    private static int number(CharSequence text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int nanos(CharSequence text) {
        if (text.length() == SHORTEST) {
            return 0;
        }
        int digits = text.length() - SHORTEST - 1;
        int nanos = number(text, SHORTEST, text.length() - 1);
        for (int i = digits; i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int days(int year, int month) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March. */
    private static long epochDay(int year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1;
        long era = Math.floorDiv(marchYear, 400L);
        long yearOfEra = marchYear - era * 400;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }
}
