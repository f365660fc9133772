package dev.gantry.source.file.parquet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.UUID;

import dev.gantry.source.file.JsonText;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What values without parts become: numbers with all their digits, moments as RFC 3339 in UTC, times of day and local times without
 * a zone as ISO 8601, bytes that mean nothing more as base64.
 */
final class Scalars {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Scalars() {}

    interface OfInt {
        JsonNode json(int value);
    }

    interface OfLong {
        JsonNode json(long value);
    }

    interface OfBytes {
        JsonNode json(Binary value);
    }

    static OfInt ofInt(PrimitiveType type) {
        return switch (type.getLogicalTypeAnnotation()) {
            case IntLogicalTypeAnnotation number
            when !number.isSigned() -> {
                long mask = (1L << number.getBitWidth()) - 1;
                yield value -> integer(value & mask);
            }
            case DateLogicalTypeAnnotation date -> value -> text(Times.date(value));
            case TimeLogicalTypeAnnotation time ->
                value -> text(Times.ofDay(value, time.getUnit(), time.isAdjustedToUTC()));
            case DecimalLogicalTypeAnnotation decimal ->
                value -> decimal(BigInteger.valueOf(value), decimal.getScale());
            case null, default -> JSON::numberNode;
        };
    }

    static OfLong ofLong(PrimitiveType type) {
        return switch (type.getLogicalTypeAnnotation()) {
            case IntLogicalTypeAnnotation number
            when !number.isSigned() -> value -> integer(new BigInteger(Long.toUnsignedString(value)));
            case TimestampLogicalTypeAnnotation time ->
                value -> text(Times.moment(value, time.getUnit(), time.isAdjustedToUTC()));
            case TimeLogicalTypeAnnotation time ->
                value -> text(Times.ofDay(value, time.getUnit(), time.isAdjustedToUTC()));
            case DecimalLogicalTypeAnnotation decimal ->
                value -> decimal(BigInteger.valueOf(value), decimal.getScale());
            case null, default -> Scalars::integer;
        };
    }

    static OfBytes ofBytes(PrimitiveType type, Converters.Watch watch) {
        return switch (type.getLogicalTypeAnnotation()) {
            case StringLogicalTypeAnnotation string -> value -> text(value.toStringUsingUTF8());
            case EnumLogicalTypeAnnotation constant -> value -> text(value.toStringUsingUTF8());
            case JsonLogicalTypeAnnotation json -> value -> parsed(value, type.getName(), watch);
            case DecimalLogicalTypeAnnotation decimal ->
                value -> decimal(new BigInteger(value.getBytes()), decimal.getScale());
            case UUIDLogicalTypeAnnotation uuid -> value -> text(uuid(value.toByteBuffer()));
            case Float16LogicalTypeAnnotation half ->
                value -> floating(Float.float16ToFloat(little(value).getShort()));
            case IntervalLogicalTypeAnnotation interval -> value -> text(interval(little(value)));
            case null, default ->
                type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
                        ? value -> text(Times.int96(NanoTime.fromBinary(value)))
                        : value -> text(Base64.getEncoder().encodeToString(value.getBytes()));
        };
    }

    /** JSON has no number that is infinite or none. */
    static JsonNode floating(double value) {
        return Double.isFinite(value) ? JSON.numberNode(value) : text(Double.toString(value));
    }

    /** The shortest number that means this one among those of 32 bits. */
    static JsonNode floating(float value) {
        return floating(Double.parseDouble(Float.toString(value)));
    }

    static JsonNode integer(long value) {
        return value == (int) value ? JSON.numberNode((int) value) : JSON.numberNode(value);
    }

    private static JsonNode integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? integer(value.longValueExact()) : JSON.numberNode(value);
    }

    static JsonNode decimal(BigInteger unscaled, int scale) {
        return scale == 0 ? integer(unscaled) : JSON.numberNode(new BigDecimal(unscaled, scale));
    }

    static JsonNode text(String value) {
        return JSON.stringNode(value);
    }

    private static JsonNode parsed(Binary value, String column, Converters.Watch watch) {
        try {
            byte[] utf8 = value.getBytes();
            return JsonText.parse(utf8, utf8.length);
        } catch (JsonText.NoJson none) {
            watch.refuse("column " + column + " is a column of JSON: " + none.getMessage());
            return text(value.toStringUsingUTF8());
        }
    }

    private static String uuid(ByteBuffer bytes) {
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static ByteBuffer little(Binary value) {
        return ByteBuffer.wrap(value.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Months, days and milliseconds, which are no fixed length of time together. */
    private static String interval(ByteBuffer bytes) {
        long months = Integer.toUnsignedLong(bytes.getInt());
        long days = Integer.toUnsignedLong(bytes.getInt());
        long millis = Integer.toUnsignedLong(bytes.getInt());
        return "P" + months + "M" + days + "DT"
                + BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + "S";
    }
}
