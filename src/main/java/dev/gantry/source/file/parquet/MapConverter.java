package dev.gantry.source.file.parquet;

import java.util.function.Consumer;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object whose keys are data; where keys have parts, a list of {@code {key, value}}. Of a key that repeats the last stays. */
final class MapConverter extends GroupConverter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Entry entry;
    private final boolean isObject;
    private final Consumer<JsonNode> to;
    private ObjectNode object = JSON.objectNode();
    private ArrayNode entries = JSON.arrayNode();

    MapConverter(GroupType map, Consumer<JsonNode> to, Converters.Watch watch) {
        GroupType inner = map.getType(0).asGroupType();
        this.isObject = inner.getType(0).isPrimitive();
        this.entry = new Entry(inner, watch);
        this.to = to;
    }

    @Override
    public Converter getConverter(int at) {
        return entry;
    }

    @Override
    public void start() {
        object = JSON.objectNode();
        entries = JSON.arrayNode();
    }

    @Override
    public void end() {
        to.accept(isObject ? object : entries);
    }

    private final class Entry extends GroupConverter {
        private final Converter[] parts;
        private @Nullable JsonNode key;
        private @Nullable JsonNode value;

        Entry(GroupType inner, Converters.Watch watch) {
            parts = new Converter[inner.getFieldCount()];
            parts[0] = Converters.of(inner.getType(0), read -> key = read, watch);
            if (parts.length > 1) {
                parts[1] = Converters.of(inner.getType(1), read -> value = read, watch);
            }
        }

        @Override
        public Converter getConverter(int at) {
            return parts[at];
        }

        @Override
        public void start() {
            key = null;
            value = null;
        }

        @Override
        public void end() {
            JsonNode found = value == null ? JSON.nullNode() : value;
            if (isObject) {
                object.set(key == null ? "null" : key.asString(), found);
            } else {
                ObjectNode both = entries.addObject();
                both.set("key", key == null ? JSON.nullNode() : key);
                both.set("value", found);
            }
        }
    }
}
