package dev.gantry.sink.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.schema.Observed.Opaque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys of the objects in one place, in the order they were first seen; when they are too many for columns, only what their
 * values have in common.
 */
final class Members {
    private final int depth;
    private final List<String> names = new ArrayList<>();
    private final List<Observed> values = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private @Nullable Observed anyValue;

    /** @param depth of the objects; 0 is a row */
    Members(int depth) {
        this.depth = depth;
    }

    /** @return false if the limits forbid to watch a new key */
    boolean add(ObjectNode object, Limits limits) {
        int hint = 0;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            Observed value = value(member.getKey(), hint++, limits);
            if (value == null) {
                return false;
            }
            value.add(member.getValue(), limits);
        }
        return true;
    }

    /** @return false if the limits forbid to watch a new key */
    boolean merge(Members other, Limits limits) {
        if (other.anyValue != null) {
            (anyValue != null ? anyValue : becomeMap(limits)).merge(other.anyValue, limits);
        }
        for (int i = 0; i < other.names.size(); i++) {
            Observed value = value(other.names.get(i), i, limits);
            if (value == null) {
                return false;
            }
            value.merge(other.values.get(i), limits);
        }
        return true;
    }

    /** @param hint where the key most likely is, because rows tend to look like the row before */
    private @Nullable Observed value(String name, int hint, Limits limits) {
        if (anyValue != null) {
            return anyValue;
        }
        if (hint < names.size() && names.get(hint).equals(name)) {
            return values.get(hint);
        }
        Integer known = positions.get(name);
        if (known != null) {
            return values.get(known);
        }
        if (names.size() >= Limits.mostKeys(depth)) {
            return becomeMap(limits);
        }
        return limits.grantMember(depth) ? watch(name, limits) : null;
    }

    private Observed watch(String name, Limits limits) {
        Observed value = new Observed(depth + 1);
        if (limits.isLeftAlone(depth, name)) {
            value.becomeOpaque(Opaque.ASKED);
        }
        positions.put(name, names.size());
        names.add(name);
        values.add(value);
        return value;
    }

    private Observed becomeMap(Limits limits) {
        Observed merged = new Observed(depth + 1);
        values.forEach(value -> merged.merge(value, limits));
        names.clear();
        values.clear();
        positions.clear();
        anyValue = merged;
        return merged;
    }

    /** Empty once there are too many. */
    List<String> names() {
        return names;
    }

    @Nullable Observed find(String name) {
        Integer position = positions.get(name);
        return position == null ? null : values.get(position);
    }

    /** What all values have in common, once there are too many keys. */
    @Nullable Observed anyValue() {
        return anyValue;
    }
}
