package dev.gantry.database;

/** What a column of ours is to hold, whatever a database calls it. In braces: the Java value that stands for it. */
public sealed interface SqlType {

    /** The types without parameters. Instants are kept in UTC. */
    enum Simple implements SqlType {
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link Long}. */
        INT64,
        /** {@link Double}, not-a-number and infinities among them. */
        DOUBLE,
        /** {@link String}. */
        TEXT,
        /** {@link java.time.Instant}, to the microsecond. */
        INSTANT_MICROS,
        /** {@link java.time.Instant}, to the nanosecond. */
        INSTANT_NANOS,
        /** {@link java.time.LocalDate}. */
        DATE,
        /** {@link String}: a JSON value as its text. */
        JSON
    }

    /** {@link java.math.BigDecimal}: so many digits in all, {@code scale} of them after the point. */
    record Decimal(int precision, int scale) implements SqlType {

        int whole() {
            return precision - scale;
        }

        @Override
        public String toString() {
            return "DECIMAL(" + precision + "," + scale + ")";
        }
    }
}
