package dev.gantry.source.file.parquet;

import java.util.function.Consumer;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A list of three levels, or of two as older writers have them, by the format's rules of which is which. */
final class ListConverter extends GroupConverter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Converter repeated;
    private final Consumer<JsonNode> to;
    private ArrayNode array = JSON.arrayNode();

    ListConverter(GroupType list, Consumer<JsonNode> to, Converters.Watch watch) {
        Type inner = list.getType(0);
        this.to = to;
        this.repeated = isElement(inner, list.getName())
                ? Converters.of(inner, element -> array.add(element), watch)
                : new Element(inner.asGroupType().getType(0), watch);
    }

    private static boolean isElement(Type repeated, String list) {
        return repeated.isPrimitive()
                || repeated.asGroupType().getFieldCount() > 1
                || repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
                || repeated.getName().equals("array")
                || repeated.getName().equals(list + "_tuple");
    }

    @Override
    public Converter getConverter(int at) {
        return repeated;
    }

    @Override
    public void start() {
        array = JSON.arrayNode();
    }

    @Override
    public void end() {
        to.accept(array);
    }

    /** The level between, which is there so that an element can be null. */
    private final class Element extends GroupConverter {
        private final Converter element;
        private @Nullable JsonNode current;

        Element(Type type, Converters.Watch watch) {
            this.element = Converters.of(type, value -> current = value, watch);
        }

        @Override
        public Converter getConverter(int at) {
            return element;
        }

        @Override
        public void start() {
            current = null;
        }

        @Override
        public void end() {
            array.add(current == null ? JSON.nullNode() : current);
        }
    }
}
