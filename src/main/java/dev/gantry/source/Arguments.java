package dev.gantry.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
record Arguments(Map<String, List<Template>> values) {

    /** One value, of any type, or a list of these. */
    static final Shape<List<Template>> SHAPE =
            Shape.listOrOne(Shape.anyScalar("a value, perhaps with jq in braces as in {.id}", Template::parse));

    /** A value with the path of what it belongs to before it, as rows have it: {@code users/156}. */
    private static final Pattern RESOURCE_PATH = Pattern.compile("(?:[a-z-]+/[^/]+/)*([a-z-]+)/([0-9A-Za-z_-]+)");

    static final Row NO_ROW = new Row("", tools.jackson.databind.node.JsonNodeFactory.instance.objectNode());

    Arguments {
        values = new LinkedHashMap<>(values);
    }

    boolean needsRow() {
        return values.values().stream().flatMap(List::stream).anyMatch(template -> !template.isConstant());
    }

    /**
     * A call of the operation, for a row.
     *
     * @throws dev.gantry.job.jq.RowRejected where an expression fails on it
     */
    Request request(ApiOperation operation, @Nullable Row parent) {
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

    /** @throws IllegalArgumentException if a value that is the same for every row cannot be what it is given for */
    void check() {
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
