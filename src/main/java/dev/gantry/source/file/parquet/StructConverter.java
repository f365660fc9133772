package dev.gantry.source.file.parquet;

import java.util.Arrays;
import java.util.function.Consumer;

import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An object with all members, null where there is none. A repeated member, as old writers have lists, is an array. */
final class StructConverter extends GroupConverter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String[] names;
    private final boolean[] repeated;
    private final Converter[] members;
    private final @Nullable JsonNode[] values;
    private final Consumer<JsonNode> to;

    StructConverter(GroupType group, Consumer<JsonNode> to, Converters.Watch watch) {
        int count = group.getFieldCount();
        this.names = new String[count];
        this.repeated = new boolean[count];
        this.members = new Converter[count];
        this.values = new JsonNode[count];
        this.to = to;
        for (int i = 0; i < count; i++) {
            int at = i;
            Type member = group.getType(i);
            names[i] = member.getName();
            repeated[i] = member.isRepetition(Type.Repetition.REPEATED);
            members[i] = Converters.of(member, value -> take(at, value), watch);
        }
    }

    private void take(int at, JsonNode value) {
        if (repeated[at] && values[at] instanceof ArrayNode array) {
            array.add(value);
        } else {
            values[at] = value;
        }
    }

    @Override
    public Converter getConverter(int at) {
        return members[at];
    }

    @Override
    public void start() {
        Arrays.fill(values, null);
        for (int i = 0; i < repeated.length; i++) {
            if (repeated[i]) {
                values[i] = JSON.arrayNode();
            }
        }
    }

    @Override
    public void end() {
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < names.length; i++) {
            JsonNode value = values[i];
            object.set(names[i], value == null ? JSON.nullNode() : value);
        }
        to.accept(object);
    }
}
