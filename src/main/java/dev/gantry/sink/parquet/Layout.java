package dev.gantry.sink.parquet;

import java.util.List;

import dev.gantry.sink.schema.Column;
import dev.gantry.sink.schema.ColumnType;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Variant;
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

/** The Parquet schema of columns. Everything is optional, except the keys of maps and leaves that say that they are required. */
final class Layout {
    static final String LIST = "list";
    static final String ELEMENT = "element";
    static final String KEY_VALUE = "key_value";
    static final String KEY = "key";
    static final String MAP_VALUE = "value";
    static final String METADATA = "metadata";

    /** Beside {@link #TYPED_VALUE} in each part of a VARIANT: what is not in a column of its own, in the VARIANT's encoding. */
    static final String VALUE = "value";

    static final String TYPED_VALUE = "typed_value";
    private static final byte VARIANT_VERSION = 1;

    /** Decimals of up to so many digits are an INT32. */
    static final int DIGITS_IN_INT32 = 9;

    /** Of up to so many, an INT64. */
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
            case Leaf leaf -> leaf(name, leaf);
            case Variant variant -> variant(name, variant);
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

    private static Type variant(String name, Variant variant) {
        return Types.buildGroup(variant.isRequired() ? Repetition.REQUIRED : Repetition.OPTIONAL)
                .as(LogicalTypeAnnotation.variantType(VARIANT_VERSION))
                .addField(Types.required(PrimitiveTypeName.BINARY).named(METADATA))
                .addFields(variant.typed().map(Layout::parts).orElseGet(() ->
                        new Type[] {Types.required(PrimitiveTypeName.BINARY).named(VALUE)}))
                .named(name);
    }

    /** A part of a VARIANT: {@link #VALUE} if it is null or an object with further members, {@link #TYPED_VALUE} else. */
    private static Type[] parts(ColumnType typed) {
        return new Type[] {Types.optional(PrimitiveTypeName.BINARY).named(VALUE), typedValue(typed)};
    }

    private static Type typedValue(ColumnType typed) {
        return switch (typed) {
            case Struct struct ->
                Types.optionalGroup()
                        .addFields(struct.columns().stream()
                                .map(column -> part(column.name(), column.type()))
                                .toArray(Type[]::new))
                        .named(TYPED_VALUE);
            case ListOf list ->
                ConversionPatterns.listOfElements(Repetition.OPTIONAL, TYPED_VALUE, part(ELEMENT, list.element()));
            case Leaf leaf -> field(TYPED_VALUE, leaf);
            case MapOf map ->
                throw new IllegalArgumentException("no part of a VARIANT is a column of its own as " + map);
            case Variant nested ->
                throw new IllegalArgumentException("no part of a VARIANT is a column of its own as " + nested);
        };
    }

    private static Type part(String name, ColumnType typed) {
        return Types.requiredGroup().addFields(parts(typed)).named(name);
    }

    private static Type leaf(String name, Leaf leaf) {
        Repetition repetition = leaf.isRequired() ? Repetition.REQUIRED : Repetition.OPTIONAL;
        return switch (leaf.scalar()) {
            case Simple.BOOLEAN -> plain(name, repetition, PrimitiveTypeName.BOOLEAN);
            case Simple.INT64 -> plain(name, repetition, PrimitiveTypeName.INT64);
            case Simple.DOUBLE -> plain(name, repetition, PrimitiveTypeName.DOUBLE);
            case Simple.STRING -> binary(name, repetition, LogicalTypeAnnotation.stringType());
            case Simple.JSON -> binary(name, repetition, LogicalTypeAnnotation.jsonType());
            case Simple.DATE ->
                Types.primitive(PrimitiveTypeName.INT32, repetition)
                        .as(LogicalTypeAnnotation.dateType())
                        .named(name);
            case Simple.TIMESTAMP_MICROS -> timestamp(name, repetition, TimeUnit.MICROS);
            case Simple.TIMESTAMP_NANOS -> timestamp(name, repetition, TimeUnit.NANOS);
            case Decimal decimal -> decimal(name, repetition, decimal);
        };
    }

    private static Type plain(String name, Repetition repetition, PrimitiveTypeName type) {
        return Types.primitive(type, repetition).named(name);
    }

    private static Type binary(String name, Repetition repetition, LogicalTypeAnnotation annotation) {
        return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                .as(annotation)
                .named(name);
    }

    private static Type timestamp(String name, Repetition repetition, TimeUnit unit) {
        return Types.primitive(PrimitiveTypeName.INT64, repetition)
                .as(LogicalTypeAnnotation.timestampType(true, unit))
                .named(name);
    }

    private static Type decimal(String name, Repetition repetition, Decimal decimal) {
        var annotation = LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision());
        if (decimal.precision() <= DIGITS_IN_INT32) {
            return Types.primitive(PrimitiveTypeName.INT32, repetition)
                    .as(annotation)
                    .named(name);
        }
        return decimal.precision() <= DIGITS_IN_INT64
                ? Types.primitive(PrimitiveTypeName.INT64, repetition)
                        .as(annotation)
                        .named(name)
                : Types.primitive(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, repetition)
                        .length(DECIMAL_BYTES)
                        .as(annotation)
                        .named(name);
    }
}
