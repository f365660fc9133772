package dev.gantry.sink.staging;

import java.math.BigDecimal;

import tools.jackson.core.io.NumberInput;

/** Numbers of staged text, exactly as they are written. Most take no parser: few digits, and no exponent. */
final class NumberText {
    /** Any integer of so many characters has no more than 64 bits. */
    static final int DIGITS_OF_LONG = 18;

    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private char[] characters = new char[32];

    /** Whether it is NaN or an infinity. */
    static boolean isNaN(byte[] text, int start, int end) {
        return text[start] > '9' || text[Math.min(start + 1, end - 1)] == 'I';
    }

    /** Of one that is written as an integer. */
    long int64(byte[] text, int start, int end) {
        int first = text[start] == '-' ? start + 1 : start;
        if (end - first > DIGITS_OF_LONG) {
            return decimal(text, start, end).longValueExact();
        }
        long number = 0;
        for (int at = first; at < end; at++) {
            number = 10 * number + text[at] - '0';
        }
        return first > start ? -number : number;
    }

    /** The double that is nearest to it. */
    double float64(byte[] text, int start, int end) {
        int first = text[start] == '-' ? start + 1 : start;
        if (end - first > DIGITS_OF_LONG) {
            return parsed(text, start, end);
        }
        long number = 0;
        int scale = -1;
        for (int at = first; at < end; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                number = 10 * number + digit;
                scale += scale < 0 ? 0 : 1;
            } else if (text[at] == '.') {
                scale = 0;
            } else {
                return parsed(text, start, end);
            }
        }
        if (number > EXACT_IN_DOUBLE) {
            return parsed(text, start, end);
        }
        double exact = number / TENS[Math.max(0, scale)]; // both are exact, so that this rounds once
        return first > start ? -exact : exact;
    }

    private double parsed(byte[] text, int start, int end) {
        if (isNaN(text, start, end)) {
            boolean isNegative = text[start] == '-';
            return text[start] == 'N' ? Double.NaN : isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return NumberInput.parseDouble(characters(text, start, end), 0, end - start, true);
    }

    /** With all its digits. */
    BigDecimal decimal(byte[] text, int start, int end) {
        return NumberInput.parseBigDecimal(characters(text, start, end), 0, end - start, true);
    }

    /** Its bytes, which are ASCII. */
    private char[] characters(byte[] text, int start, int end) {
        if (characters.length < end - start) {
            characters = new char[end - start];
        }
        for (int at = start; at < end; at++) {
            characters[at - start] = (char) text[at];
        }
        return characters;
    }
}
