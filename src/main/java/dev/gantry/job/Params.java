package dev.gantry.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.yaml.snakeyaml.nodes.ScalarNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The job's own values, {@code params:}. Any single value is taken, as text; each may be made of others. */
final class Params {
    static final Shape<Map<String, String>> SHAPE = new Shape<>(Params::read, Params::schema);

    private Params() {}

    private static Optional<Map<String, String>> read(Written written) {
        return ObjectShape.entries(written, "a mapping of names and values").flatMap(entries -> {
            Map<String, String> params = new LinkedHashMap<>();
            entries.forEach((name, value) -> param(name, value).ifPresent(text -> params.put(name, text)));
            return params.size() == entries.size() ? Optional.of(params) : Optional.empty();
        });
    }

    private static Optional<String> param(String name, Written written) {
        if (!name.matches(Values.NAME)) {
            return written.problem("a name is letters, digits, _ . and -, and begins with a letter or _");
        }
        if (Secret.NAMES.contains(name)) {
            return written.problem("a secret may not be written into a job file; take it out, Gantry reads " + name
                    + " from the environment or through a connection of config/application.yml");
        }
        if (!(written.node() instanceof ScalarNode scalar)) {
            return written.mismatch("one value (text, a number, true or false)");
        }
        if (Scalar.of(scalar.getValue(), scalar.getScalarStyle(), false).type() == Scalar.Type.NOTHING) {
            return written.problem("has no value; give it one, or \"\" for empty text");
        }
        try {
            return Optional.of(written.reading().values().param(name));
        } catch (Values.Unfillable e) {
            return e.isReported() ? Optional.empty() : written.problem(e.text());
        }
    }

    private static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("propertyNames").put("pattern", "^" + Values.NAME + "$");
        schema.putObject("additionalProperties")
                .putArray("type")
                .add("string")
                .add("number")
                .add("boolean");
        return schema;
    }
}
