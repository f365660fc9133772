package dev.gantry.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.node.ObjectNode;

/** A mapping of one key, which names a kind, and perhaps another that holds such a mapping again. */
final class ChainShape<T> {
    private final String what;
    private final OneKeyShape<T> kinds;
    private final String below;

    ChainShape(String what, List<Kind<? extends T>> kinds, String below) {
        this.what = what;
        this.kinds = new OneKeyShape<>(what, kinds);
        this.below = below;
    }

    Shape<List<T>> shape() {
        return new Shape<>(this::read, this::schema);
    }

    private Optional<List<T>> read(Written written) {
        return kinds.entries(written).flatMap(entries -> {
            Map<String, Written> own = new LinkedHashMap<>(entries);
            Written nested = own.remove(below);
            Optional<T> first = kinds.read(written, own);
            Optional<List<T>> rest = nested == null ? Optional.of(List.of()) : read(nested);
            return first.flatMap(outer -> rest.map(inner -> {
                List<T> chain = new ArrayList<>(List.of(outer));
                chain.addAll(inner);
                return chain;
            }));
        });
    }

    /** Below it is the same again, so the schema refers to itself, where a job has it. */
    private ObjectNode schema() {
        ObjectNode schema = kinds.schema();
        ObjectNode properties = (ObjectNode) schema.get("properties");
        properties
                .putObject(below)
                .put("$ref", "#/properties/" + what)
                .put("description", "Another " + what + ", read once for each row of this one, which it sees in {...}");
        schema.put("maxProperties", 2);
        ObjectNode nests = schema.putObject("if");
        nests.putArray("required").add(below);
        schema.putObject("then").put("minProperties", 2);
        schema.putObject("else").put("maxProperties", 1);
        return schema;
    }
}
