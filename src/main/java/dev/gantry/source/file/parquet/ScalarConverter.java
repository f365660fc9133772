package dev.gantry.source.file.parquet;

import java.util.function.Consumer;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A value without parts. Values of a dictionary are made once, but JSON, of which each row has its own. */
final class ScalarConverter extends PrimitiveConverter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Consumer<JsonNode> to;
    private final Converters.Watch watch;
    private final Scalars.OfInt ints;
    private final Scalars.OfLong longs;
    private final Scalars.OfBytes bytes;
    private final boolean hasDictionary;
    private JsonNode @Nullable [] values;

    ScalarConverter(PrimitiveType type, Consumer<JsonNode> to, Converters.Watch watch) {
        this.to = to;
        this.watch = watch;
        this.ints = Scalars.ofInt(type);
        this.longs = Scalars.ofLong(type);
        this.bytes = Scalars.ofBytes(type, watch);
        PrimitiveTypeName physical = type.getPrimitiveTypeName();
        this.hasDictionary =
                (physical == PrimitiveTypeName.BINARY || physical == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
                        && !(type.getLogicalTypeAnnotation() instanceof JsonLogicalTypeAnnotation);
    }

    @Override
    public boolean hasDictionarySupport() {
        return hasDictionary;
    }

    @Override
    public void setDictionary(Dictionary dictionary) {
        JsonNode[] read = new JsonNode[dictionary.getMaxId() + 1];
        for (int id = 0; id < read.length; id++) {
            read[id] = bytes.json(dictionary.decodeToBinary(id));
        }
        values = read;
    }

    @Override
    public void addValueFromDictionary(int id) {
        if (values == null) {
            throw new IllegalStateException("a value of a dictionary before the dictionary");
        }
        JsonNode value = values[id];
        watch.took(value.isString() ? value.stringValue().length() : 0);
        to.accept(value);
    }

    @Override
    public void addBinary(Binary value) {
        watch.took(value.length());
        to.accept(bytes.json(value));
    }

    @Override
    public void addBoolean(boolean value) {
        to.accept(JSON.booleanNode(value));
    }

    @Override
    public void addDouble(double value) {
        to.accept(Scalars.floating(value));
    }

    @Override
    public void addFloat(float value) {
        to.accept(Scalars.floating(value));
    }

    @Override
    public void addInt(int value) {
        to.accept(ints.json(value));
    }

    @Override
    public void addLong(long value) {
        to.accept(longs.json(value));
    }
}
