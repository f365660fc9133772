package dev.gantry.sink.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.Rfc3339;
import dev.gantry.sink.schema.Scalar;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import dev.gantry.sink.staging.StagedRows;

/** Turns the values of one column into bytes whose unsigned order is the order of the values. No value's bytes begin another's. */
@FunctionalInterface
interface KeyPart {
    /** Comes before a value. */
    int VALUE = 1;

    /** Stands for a value that is null or missing, which comes after all others. */
    int NONE = 2;

    /** Appends the current value, which is not null. May consume it. */
    void add(StagedRows rows, Bytes key);

    static KeyPart of(ColumnType type) {
        return type instanceof Leaf leaf ? of(leaf.scalar()) : KeyPart::addJson;
    }

    private static KeyPart of(Scalar scalar) {
        return switch (scalar) {
            case Decimal decimal -> (rows, key) -> addDecimal(rows.tokens().decimal(), decimal, key);
            case Simple.BOOLEAN -> (rows, key) -> key.add(rows.tokens().bool() ? 1 : 0);
            case Simple.INT64 -> (rows, key) -> key.addLong(rows.tokens().int64() ^ Long.MIN_VALUE);
            case Simple.DOUBLE -> (rows, key) -> addDouble(rows.tokens().float64(), key);
            case Simple.TIMESTAMP_MICROS, Simple.TIMESTAMP_NANOS ->
                (rows, key) -> addTime(rows.tokens().characters(), key);
            case Simple.JSON -> KeyPart::addJson;
            case Simple other -> KeyPart::addString; // what JSON has as text and sorts as text, dates too
        };
    }

    private static void addDouble(double number, Bytes key) {
        long bits = Double.doubleToLongBits(number == 0 ? 0.0 : number); // -0 is 0
        key.addLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    private static void addDecimal(BigDecimal number, Decimal type, Bytes key) {
        var unscaled = number.setScale(type.scale(), RoundingMode.UNNECESSARY).unscaledValue();
        key.addLong(unscaled.shiftRight(Long.SIZE).longValue() ^ Long.MIN_VALUE).addLong(unscaled.longValue());
    }

    private static void addTime(CharSequence text, Bytes key) {
        int nanos = Rfc3339.nanosOfMicro(text);
        key.addLong(Rfc3339.micros(text) ^ Long.MIN_VALUE).add(nanos >>> 8).add(nanos);
    }

    /** UTF-8 in which 0 is 0 1, with 0 0 at the end. */
    private static void addString(StagedRows rows, Bytes key) {
        if (rows.tokens().mayBeEscaped()) {
            for (byte b : utf8(rows.tokens().string())) {
                key.add(b);
                if (b == 0) {
                    key.add(1);
                }
            }
        } else {
            int start = rows.tokenStart() + 1;
            key.add(rows.text(), start, rows.tokenEnd() - 1 - start); // JSON has no 0 but as an escape
        }
        key.add(0).add(0);
    }

    /** As files have it: half of a surrogate pair becomes U+FFFD. */
    static byte[] utf8(String text) {
        CharsetEncoder encoder = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .replaceWith(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD});
        try {
            ByteBuffer encoded = encoder.encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("what cannot be encoded is replaced", e);
        }
    }

    /** By its text as staged. */
    private static void addJson(StagedRows rows, Bytes key) {
        int start = rows.tokenStart();
        key.add(rows.text(), start, rows.skipValue() - start).add(0).add(0);
    }
}
