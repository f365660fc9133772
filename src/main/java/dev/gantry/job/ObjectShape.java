package dev.gantry.job;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A mapping with known keys, read into one object. Every field is read before any problem ends the reading. */
final class ObjectShape<T> {
    private final Fields fields = new Fields();
    private final Function<Given, T> build;

    ObjectShape(Function<Fields, Function<Given, T>> declaration) {
        build = declaration.apply(fields);
    }

    Shape<T> shape() {
        return new Shape<>(this::read, this::schema);
    }

    private Optional<T> read(Written written) {
        Optional<Map<String, Written>> entries =
                entries(written, "a mapping of " + String.join(", ", fields.byKey.keySet()));
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Set<String> meant = refuseUnknownKeys(written, entries.get());
        Map<Field<?>, Object> values = new HashMap<>();
        for (Field<?> field : fields.byKey.values()) {
            Optional<Written> value = Optional.ofNullable(entries.get().get(field.key));
            if (value.isPresent() || !meant.contains(field.key)) {
                value(field, written, value).ifPresent(read -> values.put(field, read));
            }
        }
        return values.size() < fields.byKey.size() ? Optional.empty() : build(written, new Given(values));
    }

    private static <F> Optional<F> value(Field<F> field, Written object, Optional<Written> value) {
        if (value.isPresent()) {
            return field.shape.read(value.get());
        }
        return field.absent != null
                ? Optional.of(field.absent)
                : object.problem("\"" + field.key + "\" is missing: " + field.description);
    }

    /** Reports the keys that are no fields; returns the fields that were probably meant, which need not be missed as well. */
    private Set<String> refuseUnknownKeys(Written written, Map<String, Written> entries) {
        Set<String> meant = new HashSet<>();
        for (String key : entries.keySet()) {
            String refusal = fields.refused.get(key);
            if (refusal != null) {
                written.problem(keyNode(written, key), refusal);
            } else if (!fields.byKey.containsKey(key)) {
                Nearest.to(key, fields.byKey.keySet()).ifPresent(meant::add);
                unknown(written, key, fields.byKey.keySet());
            }
        }
        return meant;
    }

    private Optional<T> build(Written written, Given given) {
        try {
            return Optional.of(build.apply(given));
        } catch (IllegalArgumentException | UserMistake e) {
            return written.problem(String.valueOf(e.getMessage()));
        }
    }

    private ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        fields.byKey.forEach((key, field) -> properties.set(key, field.schema.deepCopy()));
        var required = fields.byKey.values().stream().filter(Field::isRequired).toList();
        if (!required.isEmpty()) {
            var names = schema.putArray("required");
            required.forEach(field -> names.add(field.key));
        }
        return schema.put("additionalProperties", false);
    }

    private static void unknown(Written written, String key, Set<String> known) {
        written.problem(
                keyNode(written, key),
                "unknown key \"" + Written.shortened(key) + "\""
                        + Nearest.to(key, known)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; known here: " + String.join(", ", known)));
    }

    static Node keyNode(Written written, String key) {
        return ((MappingNode) written.node())
                .getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(node -> node instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .findFirst()
                        .orElse(written.node());
    }

    /** The entries of a mapping in the file's order; a key written twice is a problem at its second place. */
    static Optional<Map<String, Written>> entries(Written written, String wanted) {
        if (!(written.node() instanceof MappingNode mapping)) {
            return written.mismatch(wanted);
        }
        Map<String, Written> entries = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                written.problem(entry.getKeyNode(), "a key must be plain text, found a list or a mapping");
                continue;
            }
            String name = key.getValue();
            Integer first = lines.putIfAbsent(name, key.getStartMark().getLine() + 1);
            if (first != null) {
                written.problem(
                        key,
                        "\"" + Written.shortened(name) + "\" is written twice, first on line " + first
                                + "; keep one of them");
            } else {
                entries.put(name, written.child(entry.getValueNode(), name));
            }
        }
        return Optional.of(entries);
    }
}
