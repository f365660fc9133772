package dev.gantry.opencloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.catalog.ApiOperation;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One call of an operation, filled in: variables of its path, query, headers and body. Immutable; each {@code with...}
 * returns another one.
 */
public final class Request {

    private final ApiOperation operation;
    private final @Nullable UniverseId universe;
    private final Map<String, String> variables;
    private final List<String> query;
    private final Map<String, String> headers;
    private final Optional<JsonNode> body;
    private final @Nullable String target;

    private Request(
            ApiOperation operation,
            @Nullable UniverseId universe,
            Map<String, String> variables,
            List<String> query,
            Map<String, String> headers,
            Optional<JsonNode> body,
            @Nullable String target) {
        this.operation = operation;
        this.universe = universe;
        this.variables = variables;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.target = target;
    }

    /** A call whose path and query are still to be filled in. */
    public static Request of(ApiOperation operation) {
        return new Request(operation, null, Map.of(), List.of(), Map.of(), Optional.empty(), null);
    }

    /** A call of a path and query that are made already, for whoever makes very many. */
    static Request of(ApiOperation operation, UniverseId universe, String target) {
        return new Request(operation, universe, Map.of(), List.of(), Map.of(), Optional.empty(), target);
    }

    /** Fills in a variable of the path, whatever characters the value holds. */
    public Request withVariable(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(variables);
        more.put(name, value);
        boolean isUniverse = name.equals("universe_id") || name.equals("universeId");
        return new Request(
                operation, isUniverse ? UniverseId.parse(value) : universe, more, query, headers, body, target);
    }

    /** Adds a parameter to the query; the same name may be added several times. */
    public Request withQuery(String name, String value) {
        List<String> more = new ArrayList<>(query);
        more.add(PathSegment.encode(name) + "=" + PathSegment.encode(value));
        return new Request(operation, universe, variables, more, headers, body, target);
    }

    public Request withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(operation, universe, variables, query, more, body, target);
    }

    public Request withBody(JsonNode json) {
        return new Request(operation, universe, variables, query, headers, Optional.of(json), target);
    }

    public ApiOperation operation() {
        return operation;
    }

    /** The universe whose quota it draws on, if its path names one. */
    public Optional<UniverseId> universe() {
        return Optional.ofNullable(universe);
    }

    Map<String, String> headers() {
        return headers;
    }

    Optional<JsonNode> body() {
        return body;
    }

    /**
     * The path with its query, percent-encoded.
     *
     * @throws IllegalStateException if a variable was not filled in
     */
    String target() {
        if (target != null) {
            return target;
        }
        String path = operation.path();
        for (String name : operation.variables()) {
            String value = variables.get(name);
            if (value == null) {
                throw new IllegalStateException(operation.id() + " needs " + name);
            }
            path = path.replace("{" + name + "}", PathSegment.encode(value));
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }
}
