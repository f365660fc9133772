package dev.gantry.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.VariantLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.variant.ImmutableMetadata;
import org.apache.parquet.variant.Variant;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantConverters;
import org.jspecify.annotations.Nullable;

/** Parquet's values as plain Java ones, by their logical types. */
final class ReadValues {
    private ReadValues() {}

    /** One map a row. */
    static final class Rows extends RecordMaterializer<Map<String, @Nullable Object>> {
        private Map<String, @Nullable Object> row = Map.of();
        private final GroupConverter root;

        Rows(MessageType schema) {
            root = struct(schema, struct -> row = struct);
        }

        @Override
        public Map<String, @Nullable Object> getCurrentRecord() {
            return row;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }

    private static Converter of(Type type, Consumer<@Nullable Object> to) {
        if (type.isPrimitive()) {
            return primitive(type.asPrimitiveType(), to);
        }
        GroupType group = type.asGroupType();
        return switch (type.getLogicalTypeAnnotation()) {
            case ListLogicalTypeAnnotation list -> list(group, to);
            case MapLogicalTypeAnnotation map -> map(group, to);
            case VariantLogicalTypeAnnotation variant -> new VariantConverter(group, to);
            case null, default -> struct(group, to::accept);
        };
    }

    private static GroupConverter struct(GroupType type, Consumer<Map<String, @Nullable Object>> to) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        List<Converter> converters = new ArrayList<>();
        type.getFields().forEach(field -> converters.add(of(field, value -> members.put(field.getName(), value))));
        return new Group(converters, members::clear, () -> to.accept(new LinkedHashMap<>(members)));
    }

    private static GroupConverter list(GroupType type, Consumer<@Nullable Object> to) {
        List<@Nullable Object> elements = new ArrayList<>();
        GroupConverter each = struct(type.getType(0).asGroupType(), element -> elements.add(element.get("element")));
        return new Group(List.of(each), elements::clear, () -> to.accept(new ArrayList<>(elements)));
    }

    private static GroupConverter map(GroupType type, Consumer<@Nullable Object> to) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        GroupConverter each = struct(
                type.getType(0).asGroupType(),
                entry -> entries.put(String.valueOf(entry.get("key")), entry.get("value")));
        return new Group(List.of(each), entries::clear, () -> to.accept(new LinkedHashMap<>(entries)));
    }

    private static final class Group extends GroupConverter {
        private final List<Converter> fields;
        private final Runnable start;
        private final Runnable end;

        Group(List<Converter> fields, Runnable start, Runnable end) {
            this.fields = fields;
            this.start = start;
            this.end = end;
        }

        @Override
        public Converter getConverter(int field) {
            return fields.get(field);
        }

        @Override
        public void start() {
            start.run();
        }

        @Override
        public void end() {
            end.run();
        }
    }

    private static Converter primitive(PrimitiveType type, Consumer<@Nullable Object> to) {
        Function<Object, Object> meaning = switch (type.getLogicalTypeAnnotation()) {
            case StringLogicalTypeAnnotation text -> value -> ((Binary) value).toStringUsingUTF8();
            case JsonLogicalTypeAnnotation json -> value -> Staging.json(((Binary) value).toStringUsingUTF8());
            case DateLogicalTypeAnnotation date -> value -> LocalDate.ofEpochDay((Integer) value);
            case TimestampLogicalTypeAnnotation time ->
                value -> Instant.EPOCH.plus(
                        (Long) value, time.getUnit() == TimeUnit.NANOS ? ChronoUnit.NANOS : ChronoUnit.MICROS);
            case DecimalLogicalTypeAnnotation decimal -> value -> new BigDecimal(unscaled(value), decimal.getScale());
            case null, default -> value -> value;
        };
        return new Primitive(value -> to.accept(meaning.apply(value)));
    }

    private static BigInteger unscaled(Object value) {
        return value instanceof Binary bytes
                ? new BigInteger(bytes.getBytes())
                : BigInteger.valueOf(((Number) value).longValue());
    }

    private static final class Primitive extends PrimitiveConverter {
        private final Consumer<Object> to;

        Primitive(Consumer<Object> to) {
            this.to = to;
        }

        @Override
        public void addBinary(Binary value) {
            to.accept(value.copy());
        }

        @Override
        public void addBoolean(boolean value) {
            to.accept(value);
        }

        @Override
        public void addDouble(double value) {
            to.accept(value);
        }

        @Override
        public void addInt(int value) {
            to.accept(value);
        }

        @Override
        public void addLong(long value) {
            to.accept(value);
        }
    }

    /** Assembles the parts of one VARIANT; its metadata comes first. */
    private static final class VariantConverter extends GroupConverter {
        private final GroupConverter parts;
        private final Consumer<@Nullable Object> to;
        private @Nullable ByteBuffer metadata;
        private @Nullable VariantBuilder builder;

        VariantConverter(GroupType type, Consumer<@Nullable Object> to) {
            this.to = to;
            this.parts = VariantConverters.newVariantConverter(
                    type, bytes -> metadata = bytes, append -> append.accept(builder()));
        }

        private VariantBuilder builder() {
            if (builder == null) {
                builder = new VariantBuilder(new ImmutableMetadata(metadata));
            }
            return builder;
        }

        @Override
        public Converter getConverter(int field) {
            return parts.getConverter(field);
        }

        @Override
        public void start() {
            builder = null;
            parts.start();
        }

        @Override
        public void end() {
            parts.end();
            VariantBuilder whole = builder();
            whole.appendNullIfEmpty();
            to.accept(new SameValues.OfVariant(VariantJson.of(new Variant(whole.encodedValue(), metadata))));
        }
    }
}
