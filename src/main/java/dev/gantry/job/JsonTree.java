package dev.gantry.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A piece of JSON as a job file writes it in YAML, whose texts are yet to become something else.
 *
 * @param <T> what its texts are read into
 */
public sealed interface JsonTree<T> {

    /** A number, a boolean or null. */
    record Constant<T>(JsonNode json) implements JsonTree<T> {}

    record Text<T>(T text) implements JsonTree<T> {}

    record Members<T>(Map<String, JsonTree<T>> members) implements JsonTree<T> {}

    record Items<T>(List<JsonTree<T>> items) implements JsonTree<T> {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** Any YAML, as JSON. */
    static <T> Shape<JsonTree<T>> shape(Shape<T> text) {
        return new Shape<>(written -> read(written, text), () -> JsonNodeFactory.instance.objectNode());
    }

    private static <T> Optional<JsonTree<T>> read(Written written, Shape<T> text) {
        return switch (written.node()) {
            case MappingNode mapping ->
                ObjectShape.entries(written, "a mapping").flatMap(entries -> members(entries, text));
            case SequenceNode sequence -> items(written, sequence, text);
            default -> written.scalar("a value").flatMap(scalar -> scalar(written, scalar, text));
        };
    }

    private static <T> Optional<JsonTree<T>> members(Map<String, Written> entries, Shape<T> text) {
        Map<String, JsonTree<T>> members = new LinkedHashMap<>();
        entries.forEach((name, value) -> read(value, text).ifPresent(read -> members.put(name, read)));
        return members.size() == entries.size() ? Optional.of(new Members<>(members)) : Optional.empty();
    }

    private static <T> Optional<JsonTree<T>> items(Written written, SequenceNode sequence, Shape<T> text) {
        List<JsonTree<T>> items = new ArrayList<>();
        for (int i = 0; i < sequence.getValue().size(); i++) {
            read(written.element(sequence.getValue().get(i), i), text).ifPresent(items::add);
        }
        return items.size() == sequence.getValue().size() ? Optional.of(new Items<>(items)) : Optional.empty();
    }

    private static <T> Optional<JsonTree<T>> scalar(Written written, Scalar scalar, Shape<T> text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (scalar.type()) {
            case TEXT -> text.read(written).map(Text::new);
            case INTEGER -> Optional.of(new Constant<>(json.numberNode(new java.math.BigInteger(scalar.text()))));
            case DECIMAL -> decimal(written, scalar);
            case BOOLEAN -> Optional.of(new Constant<>(json.booleanNode(Boolean.parseBoolean(scalar.text()))));
            case NOTHING -> Optional.of(new Constant<>(json.nullNode()));
        };
    }

    private static <T> Optional<JsonTree<T>> decimal(Written written, Scalar scalar) {
        try {
            return Optional.of(
                    new Constant<>(JsonNodeFactory.instance.numberNode(new java.math.BigDecimal(scalar.text()))));
        } catch (NumberFormatException infinite) {
            return written.problem("JSON has no such number: " + written.shown(scalar));
        }
    }
}
