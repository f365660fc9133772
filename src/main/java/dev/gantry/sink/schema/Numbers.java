package dev.gantry.sink.schema;

import java.math.BigDecimal;
import java.math.BigInteger;

import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.NumericNode;

/**
 * The numbers of one column, by value: {@code 5}, {@code 5.0} and {@code 5e0} are one number, and so are {@code 0} and {@code -0}. A number counts as exact in a
 * double when the double's shortest text is that number again.
 */
final class Numbers {
    /** Integers up to here are all exact in a double. */
    private static final long EXACT_IN_DOUBLE = 1L << 53;

    /** A decimal of so many digits is exact in a double, far from the ends of its range. */
    private static final int DIGITS_OF_DOUBLE = 15;

    private static final int SAFE_EXPONENT = 290;
    private static final BigDecimal INT64_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal INT64_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private long min;
    private long max;
    private boolean isBeyondInt64;
    private boolean hasFraction;
    private boolean hasInfinity;
    private boolean isExactInDouble = true;
    private int wholeDigits = 1;
    private int fractionDigits;

    void add(NumericNode number, Distinct distinct) {
        if (number instanceof IntNode || number instanceof LongNode) {
            addLong(number.longValue(), distinct);
        } else if (number instanceof BigIntegerNode) {
            addInteger(number.bigIntegerValue(), distinct);
        } else if (number instanceof DoubleNode) {
            addDouble(number.doubleValue(), distinct);
        } else {
            addDecimal(new BigDecimal(number.asString()), distinct);
        }
    }

    private void addLong(long number, Distinct distinct) {
        distinct.add(number);
        min = Math.min(min, number);
        max = Math.max(max, number);
        if (isExactInDouble && (number > EXACT_IN_DOUBLE || number < -EXACT_IN_DOUBLE)) {
            isExactInDouble = isExactInDouble(BigDecimal.valueOf(number));
        }
    }

    private void addInteger(BigInteger number, Distinct distinct) {
        if (number.bitLength() < Long.SIZE) {
            addLong(number.longValue(), distinct);
        } else {
            addDecimal(new BigDecimal(number), distinct);
        }
    }

    private void addDouble(double number, Distinct distinct) {
        if (Double.isInfinite(number) || Double.isNaN(number)) {
            distinct.add(Double.doubleToLongBits(number));
            hasInfinity = true;
        } else if (number == Math.rint(number) && Math.abs(number) <= EXACT_IN_DOUBLE) {
            addLong((long) number, distinct);
        } else {
            addDecimal(BigDecimal.valueOf(number), distinct); // by its text, which is what staging holds
        }
    }

    private void addDecimal(BigDecimal written, Distinct distinct) {
        BigDecimal number = written.stripTrailingZeros();
        boolean isWhole = number.scale() <= 0;
        if (isWhole && isInt64(number)) {
            addLong(number.longValueExact(), distinct);
            return;
        }
        distinct.add(number.hashCode());
        isBeyondInt64 |= isWhole;
        hasFraction |= !isWhole;
        fractionDigits = Math.max(fractionDigits, number.scale());
        wholeDigits =
                (int) Math.max(wholeDigits, Math.min((long) number.precision() - number.scale(), Integer.MAX_VALUE));
        isExactInDouble = isExactInDouble && isExactInDouble(number);
    }

    /** Of a number without a fraction. */
    static boolean isInt64(BigDecimal number) {
        return number.compareTo(INT64_MIN) >= 0 && number.compareTo(INT64_MAX) <= 0;
    }

    /** Whether the shortest text of the nearest double is this number again. */
    static boolean isExactInDouble(BigDecimal number) {
        long exponent = (long) number.precision() - number.scale();
        if (number.precision() <= DIGITS_OF_DOUBLE && Math.abs(exponent) <= SAFE_EXPONENT) {
            return true;
        }
        double nearest = number.doubleValue();
        return !Double.isInfinite(nearest) && BigDecimal.valueOf(nearest).compareTo(number) == 0;
    }

    void merge(Numbers other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        isBeyondInt64 |= other.isBeyondInt64;
        hasFraction |= other.hasFraction;
        hasInfinity |= other.hasInfinity;
        isExactInDouble &= other.isExactInDouble;
        wholeDigits = Math.max(wholeDigits, other.wholeDigits);
        fractionDigits = Math.max(fractionDigits, other.fractionDigits);
    }

    /** The narrowest type that holds all of them exactly; {@link Simple#JSON} if none does. */
    Scalar scalar() {
        if (!hasFraction && !hasInfinity && !isBeyondInt64) {
            return Simple.INT64;
        }
        long whole = Math.max(wholeDigits, Math.max(digits(min), digits(max)));
        boolean fitsDecimal = !hasInfinity && whole + fractionDigits <= Decimal.MAX_PRECISION;
        if (fitsDecimal && !hasFraction) {
            return new Decimal((int) whole, 0);
        }
        if (isExactInDouble) {
            return Simple.DOUBLE;
        }
        return fitsDecimal ? new Decimal((int) whole + fractionDigits, fractionDigits) : Simple.JSON;
    }

    private static int digits(long number) {
        return BigDecimal.valueOf(number).precision();
    }
}
