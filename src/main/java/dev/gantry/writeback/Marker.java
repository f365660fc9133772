package dev.gantry.writeback;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code once: NAME} in an entry's attributes: {@code {"once": ["refund-2026-11"]}}. An entry that has it has been changed by the
 * job of that name and is left alone.
 */
record Marker(String name) {

    static final String KEY = "once";

    boolean isIn(JsonNode attributes) {
        return attributes.path(KEY).isArray()
                && attributes
                        .path(KEY)
                        .valueStream()
                        .anyMatch(each -> each.asString("").equals(name));
    }

    /**
     * The attributes with it.
     *
     * @throws IllegalArgumentException if they use the key for something else
     */
    JsonNode addedTo(JsonNode attributes) {
        if (attributes.has(KEY) && !attributes.path(KEY).isArray()) {
            throw new IllegalArgumentException(
                    "its attribute \"" + KEY
                            + "\" is not a list of names, so once: has no place there; do without once:, or change that attribute");
        }
        ObjectNode marked = ((ObjectNode) attributes).deepCopy();
        (marked.path(KEY) instanceof tools.jackson.databind.node.ArrayNode names ? names : marked.putArray(KEY))
                .add(name);
        return marked;
    }
}
