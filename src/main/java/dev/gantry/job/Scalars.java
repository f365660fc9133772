package dev.gantry.job;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.nodes.ScalarNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The shapes of single values. */
final class Scalars {
    /** Where JSON Schema finds the definition of a text that holds <code>${...}</code>; see {@link JobSchema}. */
    static final String VALUE = "#/$defs/value";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Where a pattern takes one of these, it takes integers, which may be written without quotes. */
    private static final List<String> INTEGERS = List.of("0", "1", "42", "1000000");

    private Scalars() {}

    static Shape<String> text(String what) {
        return parsed(what, "", "", text -> text);
    }

    static Shape<String> text(String pattern, int maxLength, String what) {
        Shape<String> shape = parsed(what, pattern, "", text -> {
            if (text.length() > maxLength) {
                throw new IllegalArgumentException(
                        "it has " + text.length() + " characters, at most " + maxLength + " are allowed");
            }
            return text;
        });
        return new Shape<>(shape::read, () -> {
            ObjectNode schema = shape.schema();
            ((ObjectNode) schema.path("anyOf").path(0)).put("maxLength", maxLength);
            return schema;
        });
    }

    static <T> Shape<T> parsed(String what, String pattern, String description, Function<String, T> parse) {
        Pattern whole = Pattern.compile(pattern);
        return new Shape<>(
                written -> written.scalar(what).flatMap(scalar -> {
                    if (!scalar.isTextual()) {
                        return written.problem("must be " + what + ", found " + written.shown(scalar)
                                + (scalar.type() == Scalar.Type.NOTHING
                                        ? "; give it a value, or leave the key out"
                                        : "; put it in quotes if it is meant as text"));
                    }
                    return !pattern.isEmpty() && !whole.matcher(scalar.text()).matches()
                            ? written.mismatch(what, scalar)
                            : parsed(what, written, scalar, parse);
                }),
                () -> textSchema(pattern, description));
    }

    static <T> Shape<T> any(String what, Function<String, T> parse) {
        return new Shape<>(
                written -> written.scalar(what)
                        .flatMap(scalar -> scalar.type() == Scalar.Type.NOTHING && !scalar.filledIn()
                                ? written.problem(
                                        "must be " + what + ", found nothing; give it a value, or leave the key out")
                                : parsed(what, written, scalar, parse)),
                () -> {
                    ObjectNode schema = JSON.objectNode();
                    schema.putArray("type").add("string").add("number").add("boolean");
                    return schema;
                });
    }

    private static <T> Optional<T> parsed(String what, Written written, Scalar scalar, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(scalar.text()));
        } catch (IllegalArgumentException | UserMistake e) {
            return written.problem("must be " + what + ", found " + written.shown(scalar) + ": " + e.getMessage());
        }
    }

    private static ObjectNode textSchema(String pattern, String description) {
        ObjectNode text = JSON.objectNode();
        ArrayNode types = text.putArray("type").add("string");
        if (INTEGERS.stream()
                .anyMatch(Pattern.compile(pattern).asMatchPredicate().or(any -> pattern.isEmpty()))) {
            types.add("integer");
        }
        ObjectNode schema = pattern.isEmpty() ? text : orValue(text.put("pattern", "^(" + pattern + ")$"));
        return description.isEmpty() ? schema : schema.put("description", description);
    }

    static Shape<Long> integer(long min, long max) {
        String what = "an integer from " + min + " to " + max;
        return new Shape<>(
                written -> written.scalar(what).flatMap(scalar -> {
                    if (scalar.type() != Scalar.Type.INTEGER) {
                        return written.mismatch(what, scalar);
                    }
                    BigInteger number = new BigInteger(scalar.text());
                    boolean inRange = number.compareTo(BigInteger.valueOf(min)) >= 0
                            && number.compareTo(BigInteger.valueOf(max)) <= 0;
                    return inRange ? Optional.of(number.longValueExact()) : written.mismatch(what, scalar);
                }),
                () -> orValue(JSON.objectNode()
                        .put("type", "integer")
                        .put("minimum", min)
                        .put("maximum", max)));
    }

    static Shape<Boolean> bool() {
        return new Shape<>(
                written -> written.scalar("true or false")
                        .flatMap(scalar -> scalar.type() == Scalar.Type.BOOLEAN
                                ? Optional.of(Boolean.parseBoolean(scalar.text()))
                                : written.mismatch("true or false", scalar)),
                () -> orValue(JSON.objectNode().put("type", "boolean")));
    }

    static <E> Shape<E> oneOf(Map<String, E> constants) {
        String what = constants.size() == 1
                ? constants.keySet().iterator().next()
                : "one of " + String.join(", ", constants.keySet());
        return new Shape<>(
                written -> written.scalar(what).flatMap(scalar -> {
                    E constant = scalar.isTextual() ? constants.get(scalar.text()) : null;
                    return constant != null
                            ? Optional.of(constant)
                            : written.problem("must be " + what + ", found " + written.shown(scalar)
                                    + Nearest.hint(scalar.text(), constants.keySet()));
                }),
                () -> {
                    ObjectNode schema = JSON.objectNode();
                    var names = schema.putArray("enum");
                    constants.keySet().forEach(names::add);
                    return orValue(schema);
                });
    }

    static Shape<Secret> secret() {
        return new Shape<>(
                written -> {
                    if (!(written.node() instanceof ScalarNode scalar)) {
                        return written.problem("must be a secret, " + Secret.RULE);
                    }
                    try {
                        return Optional.of(Secret.parse(
                                scalar.getValue(), written.reading().values()::environment));
                    } catch (IllegalArgumentException e) {
                        return written.problem(String.valueOf(e.getMessage()));
                    }
                },
                () -> JSON.objectNode().put("type", "string").put("pattern", "^(" + Secret.PATTERN + ")$"));
    }

    static Shape<SecretName> secretName() {
        return new Shape<>(
                written -> written.node() instanceof ScalarNode scalar
                                && scalar.getValue().matches(Secret.PATTERN)
                        ? Optional.of(new SecretName(scalar.getValue()))
                        : written.problem("must be a secret, " + Secret.RULE),
                () -> JSON.objectNode().put("type", "string").put("pattern", "^(" + Secret.PATTERN + ")$"));
    }

    private static ObjectNode orValue(ObjectNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).addObject().put("$ref", VALUE);
        return either;
    }
}
