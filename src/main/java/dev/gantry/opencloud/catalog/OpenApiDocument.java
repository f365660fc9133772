package dev.gantry.opencloud.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/** Reads out of Roblox's OpenAPI document what the catalogue holds: facts, one line an operation, one file a feature. */
public final class OpenApiDocument {
    static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");
    private static final Set<String> NEGOTIATED = Set.of("accept", "accept-encoding");

    /** A POST of such a path only looks: it takes its question as a body. */
    private static final Pattern ASKING = Pattern.compile(
            ".*(:search|:batchGetStatus|/batch|/multiget-[a-z-]+|/translation-history|/translation-feedback|/policies"
                    + "|/metrics|/dimension-values|/items/details|/get-asset-details|/get-topics|/get-tags"
                    + "|/following-exists|/usernames/users|/v1/users|/eligible-campaign-targets|/introspect"
                    + "|/security-key/list)");

    private final JsonNode document;
    private final ResourceNames names;
    private final DocumentedPages pages = new DocumentedPages(this);

    /** @param document the whole of it, parsed */
    public OpenApiDocument(JsonNode document) {
        this(document, ResourceNames.ofProgram());
    }

    OpenApiDocument(JsonNode document, ResourceNames names) {
        this.document = document;
        this.names = names;
    }

    /** The catalogue's files by their names; {@code features.txt} names the others in their order. */
    public Map<String, String> files() {
        Map<String, List<String>> lines = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> lines.computeIfAbsent(file(method.getValue()), file -> new ArrayList<>())
                                .add(line(path.getKey(), method.getKey(), method.getValue()))));
        Map<String, String> files = new TreeMap<>();
        lines.forEach((file, operations) -> files.put(file, String.join("\n", operations) + "\n"));
        String features = String.join("\n", files.keySet()).replace(".yml", "") + "\n";
        files.put(Catalog.INDEX, features);
        return files;
    }

    /** An operation's id, or what names it where it has none. */
    public static String id(String path, String method, JsonNode operation) {
        String given = operation.path("operationId").asString("");
        String page = operation.path("externalDocs").path("url").asString("");
        String anchor = page.substring(page.indexOf('#') + 1);
        String made = method + path.replaceAll("\\W", "_");
        return !given.isEmpty() ? given : !anchor.isEmpty() ? anchor : made;
    }

    /** The schema that a reference leads to, or the schema itself. */
    public JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = document.at(found.get("$ref").asString().substring(1));
        }
        return found;
    }

    /** The schema of an operation's answer. */
    public JsonNode answer(JsonNode operation) {
        JsonNode content = operation.path("responses").path("200").path("content");
        return content.isEmpty()
                ? content
                : resolved(content.values().iterator().next().path("schema"));
    }

    /** The schema of an operation's JSON or form body. */
    public JsonNode body(JsonNode operation) {
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        return content.isEmpty()
                ? content
                : resolved(content.values().iterator().next().path("schema"));
    }

    private static String file(JsonNode operation) {
        return feature(operation.path("tags").path(0).asString("Other")) + ".yml";
    }

    private static String feature(String tag) {
        return tag.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** Where two hosts have one path, the document names the host behind a {@code #}. */
    private static String withoutHost(String path) {
        return path.contains("#") ? path.substring(0, path.indexOf('#')) : path;
    }

    private String line(String path, String method, JsonNode operation) {
        StringJoiner line = new StringJoiner(", ", "- {", "}");
        String id = id(path, method, operation);
        text(line, "id", id);
        String server = operation.path("servers").path(0).path("url").asString("");
        text(line, method, server.replace("https://", "") + withoutHost(path));
        line.add("takes: " + credentials(operation));
        if (!operation.path("security").isEmpty()
                && StreamSupport.stream(operation.path("security").spliterator(), false)
                        .anyMatch(JsonNode::isEmpty)) {
            line.add("open: true");
        }
        if (method.equals("post") && ASKING.matcher(withoutHost(path)).matches()) {
            line.add("asks: true");
        }
        add(line, "scopes", names(operation.path("x-roblox-scopes")));
        JsonNode limits = operation.path("x-roblox-rate-limits");
        text(line, "owner", rate(limits.path("perApiKeyOwner")));
        text(line, "token", rate(limits.path("perOauth2Authorization")));
        add(line, "query", parameters(operation, "query"));
        add(line, "headers", parameters(operation, "header"));
        text(line, "body", bodyKind(operation));
        Optional<String> page = pages.of(id, operation);
        page.ifPresent(shape -> {
            text(line, "resource", names.of(id, withoutHost(path)));
            line.add("page: " + shape);
        });
        text(
                line,
                "stability",
                operation.path("x-roblox-stability").asString("").toLowerCase(Locale.ROOT));
        if (answer(operation).path("properties").has("done")) {
            line.add("long-running: true");
        }
        if (operation.path("deprecated").asBoolean(false)) {
            line.add("deprecated: true");
        }
        add(line, "also", otherFeatures(operation));
        add(line, "instead", alternatives(operation.path("x-roblox-recommended-alternatives")));
        return line.toString();
    }

    private static void text(StringJoiner line, String name, String value) {
        add(line, name, value.isEmpty() ? "" : "\"" + value + "\"");
    }

    private static void add(StringJoiner line, String name, String value) {
        if (!value.isEmpty()) {
            line.add(name + ": " + value);
        }
    }

    /**
     * Names of parameters of a place, with their marks: {@code *} that it must be given, {@code ,} that it is a list in one
     * value, {@code &} that it is given once for each of a list.
     */
    private static String parameters(JsonNode operation, String place) {
        List<String> names = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.path("in").asString().equals(place))
                .filter(parameter ->
                        !NEGOTIATED.contains(parameter.path("name").asString().toLowerCase(Locale.ROOT)))
                .map(parameter -> "\"" + parameter.path("name").asString() + marks(parameter) + "\"")
                .toList();
        return names.isEmpty() ? "" : names.toString();
    }

    private static String marks(JsonNode parameter) {
        String needed = parameter.path("required").asBoolean(false) ? "*" : "";
        if (!parameter.path("schema").path("type").asString("").equals("array")) {
            return needed;
        }
        return needed + (parameter.path("explode").asBoolean(true) ? "&" : ",");
    }

    private String bodyKind(JsonNode operation) {
        JsonNode content = resolved(operation.path("requestBody")).path("content");
        return content.isEmpty() ? "" : content.has("multipart/form-data") ? "multipart" : "json";
    }

    private static String otherFeatures(JsonNode operation) {
        List<String> others = StreamSupport.stream(operation.path("tags").spliterator(), false)
                .skip(1)
                .map(tag -> "\"" + feature(tag.asString()) + "\"")
                .toList();
        return others.isEmpty() ? "" : others.toString();
    }

    private static String alternatives(JsonNode recommended) {
        List<String> others = StreamSupport.stream(recommended.spliterator(), false)
                .map(other -> "\"" + other.path("httpMethod").asString("") + " "
                        + other.path("url")
                                .asString("")
                                .replace("https://apis.roblox.com", "")
                                .replace("https://", "") + "\"")
                .toList();
        return others.isEmpty() ? "" : others.toString();
    }

    private static String credentials(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.path("security").forEach(choice -> choice.propertyNames().forEach(names::add));
        return Stream.of("roblox-api-key", "roblox-oauth2", "roblox-legacy-cookie")
                .filter(names::contains)
                .map(name -> switch (name) {
                    case "roblox-api-key" -> "\"key\"";
                    case "roblox-oauth2" -> "\"token\"";
                    default -> "\"cookie\"";
                })
                .toList()
                .toString();
    }

    private static String names(JsonNode scopes) {
        List<String> names = StreamSupport.stream(scopes.spliterator(), false)
                .map(scope -> "\"" + scope.path("name").asString() + "\"")
                .toList();
        return names.isEmpty() ? "" : names.toString();
    }

    private static String rate(JsonNode limit) {
        return limit.isMissingNode()
                ? ""
                : limit.path("maxInPeriod").asLong() + "/"
                        + limit.path("period").asString().toLowerCase(Locale.ROOT);
    }
}
