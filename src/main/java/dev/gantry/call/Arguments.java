package dev.gantry.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gantry.job.Nearest;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.ParameterName;
import org.jspecify.annotations.Nullable;

/**
 * What a job gives for the parameters of an operation: path variables, query and headers alike, by the names that jobs use.
 *
 * @param values of each parameter, usually one
 */
public record Arguments(Map<String, List<Template>> values) {

    /** One value, of any type, or a list of these. */
    public static final Shape<List<Template>> SHAPE =
            Shape.listOrOne(Shape.anyScalar("a value, perhaps with jq in braces as in {.id}", Template::parse));

    /** A value with the path of what it belongs to before it, as rows have it: {@code users/156}. */
    private static final Pattern RESOURCE_PATH = Pattern.compile("(?:[a-z-]+/[^/]+/)*([a-z-]+)/([0-9A-Za-z_-]+)");

    public static final Row NO_ROW = new Row("", tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());

    public Arguments {
        values = new LinkedHashMap<>(values);
    }

    /**
     * What a job gives, by the names that jobs use, however they were written.
     *
     * @throws IllegalArgumentException if the operation has no such parameter, or needs one that is not there
     */
    public static Arguments of(ApiOperation operation, Map<String, List<Template>> with) {
        Stream<String> parameters = Stream.concat(operation.query().stream(), operation.headers().stream())
                .map(ApiOperation.Parameter::key);
        Set<String> known = Stream.concat(operation.variables().stream().map(ParameterName::of), parameters)
                .collect(Collectors.toSet());
        Map<String, List<Template>> byKey = new LinkedHashMap<>();
        with.forEach((name, templates) -> {
            String key = ParameterName.of(name);
            if (!known.contains(key)) {
                throw new IllegalArgumentException("with: " + operation.id() + " has no parameter " + name
                        + (known.isEmpty()
                                ? "; it has none"
                                : Nearest.to(key, known)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("; it has " + String.join(", ", known))));
            }
            byKey.put(key, templates);
        });
        List<String> missing = Stream.concat(
                        operation.variables().stream().map(ParameterName::of),
                        operation.query().stream()
                                .filter(ApiOperation.Parameter::isRequired)
                                .map(ApiOperation.Parameter::key))
                .filter(key -> !byKey.containsKey(key))
                .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("with: " + operation.id() + " needs " + String.join(", ", missing));
        }
        Arguments arguments = new Arguments(byKey);
        arguments.check();
        return arguments;
    }

    public boolean needsRow() {
        return values.values().stream().flatMap(List::stream).anyMatch(template -> !template.isConstant());
    }

    /**
     * A call of the operation, for a row.
     *
     * @throws dev.gantry.job.jq.RowRejected where an expression fails on it
     */
    public Request request(ApiOperation operation, @Nullable Row parent) {
        Row row = parent == null ? NO_ROW : parent;
        Request request = Request.of(operation);
        for (String variable : operation.variables()) {
            List<Template> given = values.getOrDefault(ParameterName.of(variable), List.of());
            if (!given.isEmpty()) {
                request = filled(
                        request,
                        variable,
                        withoutPath(operation, variable, given.getFirst().text(row)));
            }
        }
        for (ApiOperation.Parameter parameter : operation.query()) {
            for (String value : texts(parameter, row)) {
                request = request.withQuery(parameter.name(), value);
            }
        }
        for (ApiOperation.Parameter parameter : operation.headers()) {
            for (String value : texts(parameter, row)) {
                request = request.withHeader(parameter.name(), value);
            }
        }
        return request;
    }

    /**
     * The values for a row, by the names that jobs use; {@link #plain} of them makes the same request again.
     *
     * @throws dev.gantry.job.jq.RowRejected where an expression fails on it
     */
    public Map<String, List<String>> texts(ApiOperation operation, Row row) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (String variable : operation.variables()) {
            String key = ParameterName.of(variable);
            List<Template> given = values.getOrDefault(key, List.of());
            if (!given.isEmpty()) {
                texts.put(
                        key,
                        List.of(withoutPath(
                                operation, variable, given.getFirst().text(row))));
            }
        }
        Stream.concat(operation.query().stream(), operation.headers().stream())
                .filter(parameter -> values.containsKey(parameter.key()))
                .forEach(parameter -> texts.put(parameter.key(), texts(parameter, row)));
        return texts;
    }

    /** Those whose values are known. */
    public static Arguments plain(Map<String, List<String>> texts) {
        Map<String, List<Template>> values = new LinkedHashMap<>();
        texts.forEach((key, each) ->
                values.put(key, each.stream().map(Template::plain).toList()));
        return new Arguments(values);
    }

    /** Whether every row means the same path. */
    public boolean areOfOnePath(ApiOperation operation) {
        return operation.variables().stream()
                .flatMap(variable -> values.getOrDefault(ParameterName.of(variable), List.of()).stream())
                .allMatch(Template::isConstant);
    }

    /** @throws IllegalArgumentException if a value that is the same for every row cannot be what it is given for */
    public void check() {
        List<Template> universe = values.getOrDefault("universe", List.of());
        if (!universe.isEmpty() && universe.getFirst().isConstant()) {
            UniverseId.parse(universe.getFirst().constant().replaceFirst("^universes/", ""));
        }
    }

    private static Request filled(Request request, String variable, String value) {
        try {
            return request.withVariable(variable, value);
        } catch (IllegalArgumentException refused) {
            throw new UserMistake(ParameterName.of(variable) + ": " + refused.getMessage() + ".", refused);
        }
    }

    private List<String> texts(ApiOperation.Parameter parameter, Row row) {
        List<String> texts = new ArrayList<>();
        values.getOrDefault(parameter.key(), List.of()).forEach(template -> texts.add(template.text(row)));
        return parameter.form() == ApiOperation.Parameter.Form.JOINED && texts.size() > 1
                ? List.of(String.join(",", texts))
                : texts;
    }

    /** {@code users/156} given for the variable of {@code /users/{user_id}} is user 156. */
    private static String withoutPath(ApiOperation operation, String variable, String value) {
        Matcher path = RESOURCE_PATH.matcher(value);
        return path.matches()
                        && operation.path().contains("/" + path.group(1) + "/{" + variable + "}")
                        && !operation.feature().equals("data-and-memory-stores")
                ? path.group(2)
                : value;
    }
}
