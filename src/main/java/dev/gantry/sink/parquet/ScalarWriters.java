package dev.gantry.sink.parquet;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;

import dev.gantry.sink.schema.Rfc3339;
import dev.gantry.sink.schema.Scalar;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;
import org.apache.parquet.io.api.Binary;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The values without parts. Inference or a declared schema has made sure that each fits its type, so nothing here rounds. */
final class ScalarWriters {
    private static final long NANOS_A_MICRO = 1_000;

    private ScalarWriters() {}

    static ValueWriter of(Scalar scalar, Utf8 strings) {
        return switch (scalar) {
            case Simple.BOOLEAN -> (rows, out) -> out.addBoolean(rows.parser().getBooleanValue());
            case Simple.INT64 -> (rows, out) -> out.addLong(int64(rows.parser()));
            case Simple.DOUBLE -> (rows, out) -> out.addDouble(rows.parser().getDoubleValue());
            case Simple.STRING -> (rows, out) -> out.addBinary(string(rows, strings));
            case Simple.DATE -> (rows, out) -> out.addInteger(day(rows.parser().getString()));
            case Simple.JSON -> (rows, out) -> out.addBinary(json(rows, strings));
            case Simple.TIMESTAMP_MICROS ->
                (rows, out) -> out.addLong(micros(rows.parser().getString()));
            case Simple.TIMESTAMP_NANOS ->
                (rows, out) -> out.addLong(nanos(rows.parser().getString()));
            case Decimal decimal -> decimal(decimal);
        };
    }

    private static long int64(JsonParser json) {
        return json.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? json.getLongValue()
                : json.getDecimalValue().longValueExact(); // 5.0 and 1e3
    }

    /** The bytes as they are staged, which are UTF-8 already; only an escape in them needs decoding. */
    private static Binary string(StagedRows rows, Utf8 strings) {
        byte[] text = rows.text();
        int start = rows.tokenStart() + 1;
        int end = start;
        while (text[end] != '"') {
            if (text[end] == '\\') {
                return strings.of(rows.parser().getString());
            }
            end++;
        }
        return Binary.fromReusedByteArray(text, start, end - start);
    }

    private static Binary json(StagedRows rows, Utf8 strings) {
        int start = rows.tokenStart();
        int end = rows.skipValue();
        return strings.json(rows.text(), start, end);
    }

    private static int day(String text) {
        int day = Rfc3339.epochDay(text);
        if (day == Rfc3339.NO_DAY) {
            throw new IllegalStateException("a staged text of a date column is no date");
        }
        return day;
    }

    private static long micros(String text) {
        long micros = Rfc3339.micros(text);
        if (micros == Rfc3339.NONE) {
            throw new IllegalStateException("a staged text of a timestamp column is no timestamp");
        }
        return micros;
    }

    private static long nanos(String text) {
        return Math.addExact(Math.multiplyExact(micros(text), NANOS_A_MICRO), Rfc3339.nanosOfMicro(text));
    }

    private static ValueWriter decimal(Decimal type) {
        if (type.precision() <= Layout.DIGITS_IN_INT32) {
            return (rows, out) ->
                    out.addInteger(scaled(rows, type).unscaledValue().intValueExact());
        }
        if (type.precision() <= Layout.DIGITS_IN_INT64) {
            return (rows, out) -> out.addLong(scaled(rows, type).unscaledValue().longValueExact());
        }
        return (rows, out) -> out.addBinary(fixedLength(scaled(rows, type)));
    }

    private static BigDecimal scaled(StagedRows rows, Decimal type) {
        return rows.parser().getDecimalValue().setScale(type.scale(), RoundingMode.UNNECESSARY);
    }

    private static Binary fixedLength(BigDecimal number) {
        byte[] shortest = number.unscaledValue().toByteArray();
        byte[] bytes = new byte[Layout.DECIMAL_BYTES];
        Arrays.fill(bytes, (byte) (number.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, bytes, bytes.length - shortest.length, shortest.length);
        return Binary.fromConstantByteArray(bytes);
    }
}
