package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A place in a value, as jq writes it: {@code .inventory.pets}, {@code .stats["best time"]}.
 *
 * @param keys from the outermost object inwards; at least one
 */
public record ValuePath(String text, List<String> keys) {
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z_][A-Za-z0-9_]*)|\\.?\\[\"((?:[^\"\\\\]|\\\\.)*)\"\\]");

    public ValuePath {
        keys = List.copyOf(keys);
    }

    /** @throws IllegalArgumentException if it is not one */
    public static ValuePath parse(String text) {
        List<String> keys = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        int end = 0;
        while (end < text.length() && step.find(end) && step.start() == end) {
            keys.add(step.group(1) != null ? step.group(1) : unquoted(step.group(2)));
            end = step.end();
        }
        if (keys.isEmpty() || end < text.length()) {
            throw new IllegalArgumentException(
                    "a path is keys of objects, as in .inventory.pets or .stats[\"best time\"]");
        }
        return new ValuePath(text, keys);
    }

    private static String unquoted(String text) {
        try {
            return ExactJson.parse("\"" + text + "\"").asString();
        } catch (JacksonException noText) {
            throw new IllegalArgumentException("\"" + text + "\" is no text of JSON", noText);
        }
    }

    /** What a value has there. */
    Optional<JsonNode> in(JsonNode value) {
        JsonNode at = value;
        for (String key : keys) {
            @Nullable JsonNode below = at.isObject() ? at.get(key) : null;
            if (below == null) {
                return Optional.empty();
            }
            at = below;
        }
        return Optional.of(at);
    }

    /** A value with something else there; empty: what is above that place is no object. */
    Optional<JsonNode> with(JsonNode value, JsonNode part) {
        JsonNode changed = value.deepCopy();
        JsonNode at = changed;
        for (String key : keys.subList(0, keys.size() - 1)) {
            if (!(at instanceof ObjectNode object)) {
                return Optional.empty();
            }
            @Nullable JsonNode below = object.get(key);
            at = below == null ? object.putObject(key) : below;
        }
        if (!(at instanceof ObjectNode object)) {
            return Optional.empty();
        }
        object.set(keys.getLast(), part);
        return Optional.of(changed);
    }

    @Override
    public String toString() {
        return text;
    }
}
