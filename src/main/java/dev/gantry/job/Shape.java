package dev.gantry.job;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one value of a job file looks like: how it is read into a {@code T}, how it is checked, and how JSON Schema (draft 2020-12)
 * describes it. One declaration serves all three.
 *
 * <p>A shape is immutable. Reading reports every problem it meets and returns nothing if there was one.
 */
public final class Shape<T> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Function<Written, Optional<T>> reader;
    private final Supplier<ObjectNode> schema;

    /** @param schema makes a fresh node at each call, which the caller may add to */
    Shape(Function<Written, Optional<T>> reader, Supplier<ObjectNode> schema) {
        this.reader = reader;
        this.schema = schema;
    }

    Optional<T> read(Written written) {
        return reader.apply(written);
    }

    ObjectNode schema() {
        return schema.get();
    }

    /** The same values, as something else; an {@link IllegalArgumentException} of the conversion is a problem at the value. */
    public <R> Shape<R> as(Function<T, R> conversion) {
        return new Shape<>(
                written -> read(written).flatMap(value -> {
                    try {
                        return Optional.of(conversion.apply(value));
                    } catch (IllegalArgumentException | UserMistake e) {
                        return written.problem(String.valueOf(e.getMessage()));
                    }
                }),
                schema);
    }

    /** Any text; an integer may be written without quotes and is kept digit for digit. */
    public static Shape<String> text() {
        return Scalars.text("text");
    }

    /**
     * Text that matches as a whole.
     *
     * @param what names the text in "must be ..., found ...", for example {@code "a universe id (digits)"}
     */
    public static Shape<String> text(String pattern, int maxLength, String what) {
        return Scalars.text(pattern, maxLength, what);
    }

    public static Shape<Integer> integer(int min, int max) {
        return Scalars.integer(min, max).as(Math::toIntExact);
    }

    public static Shape<Long> integer(long min, long max) {
        return Scalars.integer(min, max);
    }

    public static Shape<Boolean> bool() {
        return Scalars.bool();
    }

    /** One constant of an enum, written in kebab-case: {@code READ_ONLY} is {@code read-only}. */
    public static <E extends Enum<E>> Shape<E> oneOf(Class<E> type) {
        Map<String, E> constants = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> constants.put(kebab(constant), constant));
        return Scalars.oneOf(constants);
    }

    /** A length of time such as {@code 250ms}, {@code 30s} or {@code 1h30m}; units are ms, s, m, h and d. */
    public static Shape<Duration> duration() {
        return parsed("a duration such as 30s, 5m or 1h30m", Durations.PATTERN, "", Durations::parse);
    }

    /** A path as the operating system understands it; not checked for existence. */
    public static Shape<Path> path() {
        return parsed("a path", "", text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a path needs at least one character");
            }
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(e.getReason(), e);
            }
        });
    }

    /**
     * Text in a notation of its own.
     *
     * @param what names the notation in "must be ..., found ...", for example {@code "a jq expression"}
     * @param description for JSON Schema; may be empty
     * @param parse throws {@link IllegalArgumentException} whose message ends the problem
     */
    public static <T> Shape<T> parsed(String what, String description, Function<String, T> parse) {
        return Scalars.parsed(what, "", description, parse);
    }

    /** @param pattern what JSON Schema and {@code parse} both demand of the whole text */
    public static <T> Shape<T> parsed(String what, String pattern, String description, Function<String, T> parse) {
        return Scalars.parsed(what, pattern, description, parse);
    }

    /**
     * One value of any type as its text: {@code true}, {@code 12} and {@code abc} alike.
     *
     * @param parse as for {@link #parsed}
     */
    public static <T> Shape<T> anyScalar(String what, Function<String, T> parse) {
        return Scalars.any(what, parse);
    }

    /** A value written in one of three forms, each with a shape of its own. */
    public static <T> Shape<T> byForm(Shape<T> scalar, Shape<T> list, Shape<T> mapping) {
        return new Shape<>(
                written -> switch (written.node()) {
                    case SequenceNode elements -> list.read(written);
                    case MappingNode entries -> mapping.read(written);
                    default -> scalar.read(written);
                },
                () -> {
                    ObjectNode any = JSON.objectNode();
                    any.putArray("anyOf")
                            .add(scalar.schema())
                            .add(list.schema())
                            .add(mapping.schema());
                    return any;
                });
    }

    /** The same values, described to editors otherwise: where a shape holds itself, its description must end somewhere. */
    public Shape<T> describedAs(Supplier<ObjectNode> description) {
        return new Shape<>(reader, description);
    }

    /** A shape that is made when it is first needed. */
    public static <T> Shape<T> lazy(Supplier<Shape<T>> shape) {
        return new Shape<>(
                written -> shape.get().read(written), () -> shape.get().schema());
    }

    /** A secret, named and never written: <code>${NAME}</code> of the environment or {@code file:/path}. */
    public static Shape<Secret> secret() {
        return Scalars.secret();
    }

    /** Where a secret is, written likewise, to be read when it is needed. */
    public static Shape<SecretName> secretName() {
        return Scalars.secretName();
    }

    public static <T> Shape<List<T>> list(Shape<T> element) {
        return new Shape<>(
                written -> written.node() instanceof SequenceNode list
                        ? elements(written, list, element)
                        : written.mismatch("a list (lines that begin with \"- \", or [a, b])"),
                () -> arrayOf(element));
    }

    /** A list of at least one, or its only element without the brackets. */
    public static <T> Shape<List<T>> listOrOne(Shape<T> element) {
        return new Shape<>(
                written -> {
                    if (!(written.node() instanceof SequenceNode list)) {
                        return element.read(written).map(List::of);
                    }
                    return list.getValue().isEmpty()
                            ? written.problem("must hold at least one element, found an empty list")
                            : elements(written, list, element);
                },
                () -> {
                    ObjectNode both = JSON.objectNode();
                    both.putArray("anyOf")
                            .add(element.schema())
                            .add(arrayOf(element).put("minItems", 1));
                    return both;
                });
    }

    /** A mapping with free keys; the result keeps the file's order. */
    public static <T> Shape<Map<String, T>> mapOf(Shape<T> value) {
        return new Shape<>(
                written -> ObjectShape.entries(written, "a mapping").flatMap(entries -> values(entries, value)), () -> {
                    ObjectNode schema = JSON.objectNode().put("type", "object");
                    schema.set("additionalProperties", value.schema());
                    return schema;
                });
    }

    /**
     * A mapping of exactly one key, the name of a kind, whose value is that kind's options.
     *
     * @param what the role of the kinds, for example {@code "source"}
     */
    public static <T> Shape<T> oneKeyOf(String what, List<Kind<? extends T>> kinds) {
        return new OneKeyShape<T>(what, kinds).shape();
    }

    /**
     * As {@link #oneKeyOf}, with another such mapping below, under a key of its own, and so on to any depth: from the outermost to
     * the innermost.
     *
     * @param below the key, for example {@code "for-each"}
     */
    public static <T> Shape<List<T>> chainOf(String what, List<Kind<? extends T>> kinds, String below) {
        return new ChainShape<T>(what, kinds, below).shape();
    }

    /**
     * A mapping with known keys. The declaration runs once: it names the fields and returns how to build the object from what a
     * file gives for them. An {@link IllegalArgumentException} or {@link UserMistake} of the building is a problem at the object.
     *
     * <pre>{@code
     * Shape.object(fields -> {
     *     var path = fields.required("path", Shape.path(), "Where the files go");
     *     var rows = fields.withDefault("rows-per-file", Shape.integer(1, 10_000_000), 1_000_000, "Rows in one file");
     *     return given -> new Options(given.get(path), given.get(rows));
     * });
     * }</pre>
     */
    public static <T> Shape<T> object(Function<Fields, Function<Given, T>> declaration) {
        return new ObjectShape<>(declaration).shape();
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> Optional<List<T>> elements(Written written, SequenceNode list, Shape<T> element) {
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < list.getValue().size(); i++) {
            element.read(written.element(list.getValue().get(i), i)).ifPresent(elements::add);
        }
        return elements.size() == list.getValue().size() ? Optional.of(List.copyOf(elements)) : Optional.empty();
    }

    private static <T> Optional<Map<String, T>> values(Map<String, Written> entries, Shape<T> shape) {
        Map<String, T> values = new LinkedHashMap<>();
        entries.forEach((key, written) -> shape.read(written).ifPresent(value -> values.put(key, value)));
        return values.size() == entries.size() ? Optional.of(values) : Optional.empty();
    }

    private static ObjectNode arrayOf(Shape<?> element) {
        ObjectNode array = JSON.objectNode().put("type", "array");
        array.set("items", element.schema());
        return array;
    }
}
