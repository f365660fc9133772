package dev.gantry.source.file.parquet;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Consumer;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.variant.ImmutableMetadata;
import org.apache.parquet.variant.Variant;
import org.apache.parquet.variant.VariantBuilder;
import org.apache.parquet.variant.VariantConverters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A VARIANT, shredded or not, as the JSON that it is. */
final class VariantConverter extends GroupConverter implements VariantConverters.ParentConverter<VariantBuilder> {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final GroupConverter parts;
    private final Consumer<JsonNode> to;
    private final Converters.Watch watch;
    private @Nullable ImmutableMetadata metadata;
    private @Nullable VariantBuilder builder;

    VariantConverter(GroupType group, Consumer<JsonNode> to, Converters.Watch watch) {
        this.parts = VariantConverters.newVariantConverter(group, this::begin, this);
        this.to = to;
        this.watch = watch;
    }

    private void begin(ByteBuffer names) {
        metadata = new ImmutableMetadata(names);
    }

    @Override
    public void build(Consumer<VariantBuilder> part) {
        if (builder == null) {
            ImmutableMetadata names = Objects.requireNonNull(metadata);
            builder = new VariantBuilder(names);
        }
        part.accept(builder);
    }

    @Override
    public Converter getConverter(int at) {
        return parts.getConverter(at);
    }

    @Override
    public void start() {
        builder = null;
        parts.start();
    }

    @Override
    public void end() {
        parts.end();
        build(VariantBuilder::appendNullIfEmpty);
        Variant variant = Objects.requireNonNull(builder).build();
        watch.took(variant.getValueBuffer().remaining());
        to.accept(json(variant));
    }

    private static JsonNode json(Variant variant) {
        return switch (variant.getType()) {
            case OBJECT -> object(variant);
            case ARRAY -> array(variant);
            case NULL -> JSON.nullNode();
            case BOOLEAN -> JSON.booleanNode(variant.getBoolean());
            case BYTE, SHORT, INT, LONG -> Scalars.integer(variant.getLong());
            case STRING -> Scalars.text(variant.getString());
            case DOUBLE -> Scalars.floating(variant.getDouble());
            case FLOAT -> Scalars.floating(variant.getFloat());
            case DECIMAL4, DECIMAL8, DECIMAL16 ->
                Scalars.decimal(
                        variant.getDecimal().unscaledValue(),
                        variant.getDecimal().scale());
            case DATE -> Scalars.text(Times.date(variant.getInt()));
            case TIME -> Scalars.text(Times.ofDay(variant.getLong(), TimeUnit.MICROS, false));
            case TIMESTAMP_TZ -> Scalars.text(Times.moment(variant.getLong(), TimeUnit.MICROS, true));
            case TIMESTAMP_NTZ -> Scalars.text(Times.moment(variant.getLong(), TimeUnit.MICROS, false));
            case TIMESTAMP_NANOS_TZ -> Scalars.text(Times.moment(variant.getLong(), TimeUnit.NANOS, true));
            case TIMESTAMP_NANOS_NTZ -> Scalars.text(Times.moment(variant.getLong(), TimeUnit.NANOS, false));
            case UUID -> Scalars.text(variant.getUUID().toString());
            case BINARY -> Scalars.text(base64(variant.getBinary()));
        };
    }

    private static ObjectNode object(Variant variant) {
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < variant.numObjectElements(); i++) {
            Variant.ObjectField field = variant.getFieldAtIndex(i);
            object.set(field.key, json(field.value));
        }
        return object;
    }

    private static ArrayNode array(Variant variant) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < variant.numArrayElements(); i++) {
            array.add(json(variant.getElementAtIndex(i)));
        }
        return array;
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
