package dev.gantry.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A mapping of exactly one key, which names a kind. */
final class OneKeyShape<T> {
    private static final int MOST_NAMES = 12;

    private final String what;
    private final Map<String, Kind<? extends T>> kinds = new LinkedHashMap<>();

    OneKeyShape(String what, List<Kind<? extends T>> kinds) {
        this.what = what;
        for (Kind<? extends T> kind : kinds) {
            if (this.kinds.putIfAbsent(kind.key(), kind) != null) {
                throw new IllegalArgumentException("two kinds of " + what + " are called " + kind.key());
            }
        }
    }

    Shape<T> shape() {
        return new Shape<>(this::read, this::schema);
    }

    private Optional<T> read(Written written) {
        return entries(written).flatMap(entries -> read(written, entries));
    }

    Optional<Map<String, Written>> entries(Written written) {
        return ObjectShape.entries(written, "a mapping with one key, the " + what + ": " + names());
    }

    /** @param entries of which there must be one */
    Optional<T> read(Written written, Map<String, Written> entries) {
        if (entries.size() != 1) {
            return written.problem("must hold exactly one key, the " + what + " (" + names() + "), found "
                    + (entries.isEmpty() ? "none" : String.join(", ", entries.keySet())));
        }
        var entry = entries.entrySet().iterator().next();
        Kind<? extends T> kind = kinds.get(entry.getKey());
        return kind == null ? unknown(written, entry.getKey()) : options(kind, entry.getValue());
    }

    private static <U extends V, V> Optional<V> options(Kind<U> kind, Written written) {
        return kind.options().read(written).map(options -> options);
    }

    private Optional<T> unknown(Written written, String key) {
        return written.problem(
                ObjectShape.keyNode(written, key),
                "unknown " + what + " " + Written.quoted(key)
                        + Nearest.to(key, kinds.keySet())
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; known: " + names()));
    }

    private String names() {
        return kinds.size() <= MOST_NAMES
                ? String.join(", ", kinds.keySet())
                : kinds.keySet().stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + " and "
                        + (kinds.size() - MOST_NAMES) + " more; gantry catalog shows them";
    }

    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        kinds.forEach((key, kind) -> properties.set(key, kind.options().schema().put("description", kind.summary())));
        return schema.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
    }
}
