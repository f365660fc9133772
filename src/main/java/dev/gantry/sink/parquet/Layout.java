package dev.gantry.sink.parquet;

import java.util.List;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.Scalar;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import org.apache.parquet.schema.ConversionPatterns;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/** The Parquet schema of columns. Everything is optional, except the keys of maps. */
final class Layout {
    static final String LIST = "list";
    static final String ELEMENT = "element";
    static final String KEY_VALUE = "key_value";
    static final String KEY = "key";
    static final String MAP_VALUE = "value";

    /** Decimals of up to so many digits are an INT64. */
    static final int DIGITS_IN_INT64 = 18;

    /** Bytes of larger ones: 38 digits need 127 bits. */
    static final int DECIMAL_BYTES = 16;

    private Layout() {}

    static MessageType of(List<Column> columns) {
        return new MessageType("row", fields(columns));
    }

    private static List<Type> fields(List<Column> columns) {
        return columns.stream()
                .map(column -> field(column.name(), column.type()))
                .toList();
    }

    private static Type field(String name, ColumnType type) {
        return switch (type) {
            case Leaf leaf -> leaf(name, leaf.scalar());
            case Struct struct ->
                Types.optionalGroup()
                        .addFields(fields(struct.columns()).toArray(Type[]::new))
                        .named(name);
            case ListOf list ->
                ConversionPatterns.listOfElements(Repetition.OPTIONAL, name, field(ELEMENT, list.element()));
            case MapOf map ->
                ConversionPatterns.mapType(
                        Repetition.OPTIONAL,
                        name,
                        KEY_VALUE,
                        Types.required(PrimitiveTypeName.BINARY)
                                .as(LogicalTypeAnnotation.stringType())
                                .named(KEY),
                        field(MAP_VALUE, map.value()));
        };
    }

    private static Type leaf(String name, Scalar scalar) {
        return switch (scalar) {
            case Simple.BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
            case Simple.INT64 -> Types.optional(PrimitiveTypeName.INT64).named(name);
            case Simple.DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
            case Simple.STRING -> binary(name, LogicalTypeAnnotation.stringType());
            case Simple.JSON -> binary(name, LogicalTypeAnnotation.jsonType());
            case Simple.TIMESTAMP_MICROS -> timestamp(name, TimeUnit.MICROS);
            case Simple.TIMESTAMP_NANOS -> timestamp(name, TimeUnit.NANOS);
            case Decimal decimal -> decimal(name, decimal);
        };
    }

    private static Type binary(String name, LogicalTypeAnnotation annotation) {
        return Types.optional(PrimitiveTypeName.BINARY).as(annotation).named(name);
    }

    private static Type timestamp(String name, TimeUnit unit) {
        return Types.optional(PrimitiveTypeName.INT64)
                .as(LogicalTypeAnnotation.timestampType(true, unit))
                .named(name);
    }

    private static Type decimal(String name, Decimal decimal) {
        var annotation = LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision());
        return decimal.precision() <= DIGITS_IN_INT64
                ? Types.optional(PrimitiveTypeName.INT64).as(annotation).named(name)
                : Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        .length(DECIMAL_BYTES)
                        .as(annotation)
                        .named(name);
    }
}
