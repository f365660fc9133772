package dev.gantry.emulator.universe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The properties of a resource that clients may change, and when they last did. */
final class Settings {
    /** What a property may be set to. */
    enum Kind {
        TEXT,
        FLAG,
        NUMBER,
        /** {@code {title, uri}}. */
        LINK
    }

    private final Map<String, Kind> writable;
    private final ObjectNode values = JsonNodeFactory.instance.objectNode();
    private Instant updated;

    Settings(Map<String, Kind> writable, Instant created) {
        this.writable = writable;
        this.updated = created;
    }

    /** The same with a property set. */
    Settings with(String name, Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        values.set(
                name,
                switch (value) {
                    case Boolean flag -> nodes.booleanNode(flag);
                    case Integer number -> nodes.numberNode(number);
                    default -> nodes.stringNode(value.toString());
                });
        return this;
    }

    Instant updated() {
        return updated;
    }

    /** Writes those that are set, within an object. */
    void write(JsonGenerator json) {
        values.properties().forEach(property -> {
            json.writeName(property.getKey());
            json.writeRawValue(property.getValue().toString());
        });
    }

    /**
     * Changes what the call's {@code updateMask} names; without a mask, what its body holds. What the mask names and the
     * body leaves out is cleared.
     *
     * @throws Refused 400 when a name is unknown or not to be changed, or a value does not fit; nothing has changed then
     */
    void update(Call call) {
        ObjectNode body = call.body().object();
        List<String> names = mask(call, body);
        for (String name : names) {
            check(name, body.get(name));
        }
        for (String name : names) {
            JsonNode value = body.get(name);
            if (value == null || value.isNull()) {
                values.remove(name);
            } else {
                values.set(name, value);
            }
        }
        updated = call.now();
    }

    private List<String> mask(Call call, ObjectNode body) {
        List<String> names = new ArrayList<>();
        String mask = call.parameter("updateMask").orElse("");
        if (mask.isEmpty()) {
            body.propertyNames().stream().filter(writable::containsKey).forEach(names::add);
            return names;
        }
        for (String part : mask.split(",", -1)) {
            String name = camelCase(part.strip());
            if (!writable.containsKey(name)) {
                throw Refused.invalid("updateMask names " + part + ", which is not a field that can be changed")
                        .detailed("updateMask");
            }
            names.add(name);
        }
        return names;
    }

    /** Field masks may be written in snake case too. */
    private static String camelCase(String name) {
        StringBuilder camel = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            if (letter == '_') {
                continue;
            }
            camel.append(i > 0 && name.charAt(i - 1) == '_' ? Character.toUpperCase(letter) : letter);
        }
        return camel.toString();
    }

    private void check(String name, @Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return;
        }
        Kind kind = Objects.requireNonNull(writable.get(name));
        boolean fits = switch (kind) {
            case TEXT -> value.isString();
            case FLAG -> value.isBoolean();
            case NUMBER -> value.canConvertToInt() && value.isIntegralNumber() && value.asInt() >= 0;
            case LINK ->
                value.isObject()
                        && value.path("title").isString()
                        && value.path("uri").isString();
        };
        if (!fits) {
            throw Refused.invalid("The field " + name + " does not take this value")
                    .detailed(name);
        }
    }
}
