package dev.gantry.sink.schema;

/** The type of a value without parts. */
public sealed interface Scalar {
    /** The types without parameters. Timestamps are instants, stored in UTC; dates have no zone; {@code JSON} is any value, null included, as its text. */
    enum Simple implements Scalar {
        BOOLEAN,
        INT64,
        DOUBLE,
        STRING,
        DATE,
        TIMESTAMP_MICROS,
        TIMESTAMP_NANOS,
        JSON
    }

    /** @param precision digits in all, 1 to 38; {@code scale} of them after the point */
    record Decimal(int precision, int scale) implements Scalar {
        public static final int MAX_PRECISION = 38;

        public Decimal {
            if (scale < 0 || precision < Math.max(1, scale) || precision > MAX_PRECISION) {
                throw new IllegalArgumentException("no decimal has precision " + precision + " and scale " + scale);
            }
        }
    }
}
