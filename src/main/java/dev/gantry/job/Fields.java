package dev.gantry.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Collects the fields of one object while {@link Shape#object} declares it. */
public final class Fields {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final Map<String, Field<?>> byKey = new LinkedHashMap<>();
    final Map<String, String> refused = new LinkedHashMap<>();

    Fields() {}

    public <T> Field<T> required(String key, Shape<T> shape, String description) {
        return add(new Field<>(key, shape, null, description, described(shape, description)));
    }

    public <T> Field<Optional<T>> optional(String key, Shape<T> shape, String description) {
        Shape<Optional<T>> present = shape.as(Optional::of);
        return add(new Field<>(key, present, Optional.empty(), description, described(shape, description)));
    }

    /** A default whose way of writing is evident: a number, boolean, text, enum constant or a list of these. */
    public <T> Field<T> withDefault(String key, Shape<T> shape, T value, String description) {
        return withDefault(key, shape, value, asJson(value), description);
    }

    /** @param written the default as a job file writes it, for example {@code 50%} */
    public <T> Field<T> withDefault(String key, Shape<T> shape, T value, String written, String description) {
        return withDefault(key, shape, value, JSON.stringNode(written), description);
    }

    /** A key that is not in the schema and whose use is a problem with this message. */
    public void refuse(String key, String message) {
        refused.put(key, message);
    }

    private <T> Field<T> withDefault(String key, Shape<T> shape, T value, JsonNode written, String description) {
        ObjectNode schema = described(shape, description);
        schema.set("default", written);
        return add(new Field<>(key, shape, value, description, schema));
    }

    private <T> Field<T> add(Field<T> field) {
        if (byKey.putIfAbsent(field.key, field) != null) {
            throw new IllegalArgumentException("the field " + field.key + " is declared twice");
        }
        return field;
    }

    private static ObjectNode described(Shape<?> shape, String description) {
        ObjectNode schema = shape.schema();
        schema.put("description", description);
        return schema;
    }

    private static JsonNode asJson(Object value) {
        return switch (value) {
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Boolean bool -> JSON.booleanNode(bool);
            case Enum<?> constant -> JSON.stringNode(Shape.kebab(constant));
            case List<?> list ->
                JSON.arrayNode().addAll(list.stream().map(Fields::asJson).toList());
            case Map<?, ?> map when map.isEmpty() -> JSON.objectNode();
            default -> JSON.stringNode(value.toString());
        };
    }
}
