package dev.gantry.source;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a listed thing looks like as a row. */
final class RowShape {

    private RowShape() {}

    /**
     * An object as it is, anything else under {@code value}; the row above, if there is one, under {@code .parent}.
     *
     * @param listed not used by anyone else
     * @param identity that names the row in texts
     */
    static Row of(@Nullable Row parent, JsonNode listed, String identity) {
        ObjectNode json = listed instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode().set("value", listed);
        if (parent == null) {
            return new Row(identity, json);
        }
        json.set("parent", parent.json());
        return new Row(parent.id() + " > " + identity, json);
    }
}
