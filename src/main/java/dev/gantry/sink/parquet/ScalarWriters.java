package dev.gantry.sink.parquet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

import dev.gantry.sink.parquet.LeafColumns.LeafColumn;
import dev.gantry.sink.schema.Rfc3339;
import dev.gantry.sink.schema.Scalar;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** The values without parts. Inference or a declared schema has made sure that each fits its type, so nothing here rounds. */
final class ScalarWriters {
    private static final long NANOS_A_MICRO = 1_000;

    private ScalarWriters() {}

    /** Moves the current value into a column. */
    @FunctionalInterface
    private interface Move {
        void into(ColumnWriter column, StagedRows rows, int repetition, int definition);
    }

    private record LeafWriter(LeafColumn column, Move value) implements ValueWriter {
        @Override
        public void write(StagedRows rows, int repetition) {
            value.into(column.writer(), rows, repetition, column.definition());
        }

        @Override
        public void missing(int repetition, int definition) {
            column.writer().writeNull(repetition, definition);
        }
    }

    static ValueWriter of(Scalar scalar, LeafColumn column, Utf8 strings) {
        return new LeafWriter(column, move(scalar, strings));
    }

    private static Move move(Scalar scalar, Utf8 strings) {
        return switch (scalar) {
            case Simple.BOOLEAN ->
                (to, rows, rep, def) -> to.write(rows.tokens().bool(), rep, def);
            case Simple.INT64 -> (to, rows, rep, def) -> to.write(rows.tokens().int64(), rep, def);
            case Simple.DOUBLE -> (to, rows, rep, def) -> to.write(rows.tokens().float64(), rep, def);
            case Simple.STRING -> (to, rows, rep, def) -> to.write(string(rows, strings), rep, def);
            case Simple.DATE ->
                (to, rows, rep, def) -> to.write(day(rows.tokens().characters()), rep, def);
            case Simple.JSON -> (to, rows, rep, def) -> to.write(json(rows, strings), rep, def);
            case Simple.TIMESTAMP_MICROS ->
                (to, rows, rep, def) -> to.write(micros(rows.tokens().characters()), rep, def);
            case Simple.TIMESTAMP_NANOS ->
                (to, rows, rep, def) -> to.write(nanos(rows.tokens().characters()), rep, def);
            case Decimal decimal -> decimal(decimal);
        };
    }

    /** The bytes as they are staged, which are UTF-8 already; only an escape in them needs decoding. */
    private static Binary string(StagedRows rows, Utf8 strings) {
        if (rows.tokens().mayBeEscaped()) {
            return strings.of(rows.tokens().string());
        }
        int start = rows.tokenStart() + 1;
        return Binary.fromReusedByteArray(rows.text(), start, rows.tokenEnd() - 1 - start);
    }

    private static Binary json(StagedRows rows, Utf8 strings) {
        int start = rows.tokenStart();
        int end = rows.skipValue();
        return strings.json(rows.text(), start, end);
    }

    private static int day(CharSequence text) {
        int day = Rfc3339.epochDay(text);
        if (day == Rfc3339.NO_DAY) {
            throw new IllegalStateException("a staged text of a date column is no date");
        }
        return day;
    }

    private static long micros(CharSequence text) {
        long micros = Rfc3339.micros(text);
        if (micros == Rfc3339.NONE) {
            throw new IllegalStateException("a staged text of a timestamp column is no timestamp");
        }
        return micros;
    }

    private static long nanos(CharSequence text) {
        return Math.addExact(Math.multiplyExact(micros(text), NANOS_A_MICRO), Rfc3339.nanosOfMicro(text));
    }

    private static Move decimal(Decimal type) {
        if (type.precision() <= Layout.DIGITS_IN_INT32) {
            return (to, rows, rep, def) ->
                    to.write(scaled(rows, type).unscaledValue().intValueExact(), rep, def);
        }
        if (type.precision() <= Layout.DIGITS_IN_INT64) {
            return (to, rows, rep, def) ->
                    to.write(scaled(rows, type).unscaledValue().longValueExact(), rep, def);
        }
        return (to, rows, rep, def) -> to.write(fixedLength(scaled(rows, type)), rep, def);
    }

    private static BigDecimal scaled(StagedRows rows, Decimal type) {
        return rows.tokens().decimal().setScale(type.scale(), RoundingMode.UNNECESSARY);
    }

    private static Binary fixedLength(BigDecimal number) {
        byte[] shortest = number.unscaledValue().toByteArray();
        byte[] bytes = new byte[Layout.DECIMAL_BYTES];
        Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
        return Binary.fromConstantByteArray(bytes);
    }
}
