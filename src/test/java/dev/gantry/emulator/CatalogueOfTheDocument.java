package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/** Reads out of Roblox's OpenAPI document what the catalogue holds: facts, one line an operation, one file a feature. */
final class CatalogueOfTheDocument {
    private static final List<String> TOKENS = List.of(
            "pageToken",
            "PageToken",
            "page_token",
            "cursor",
            "nextCursor",
            "pageCursor",
            "paginationToken",
            "PaginationKey",
            "exclusiveStartKey",
            "exclusiveStartKeyCursor",
            "exclusiveStartRequest",
            "exclusiveStartCursor",
            "StartRowIndex",
            "pageNumber",
            "page",
            "skip",
            "Skip");
    private static final List<String> SIZES = List.of(
            "maxPageSize", "MaxPageSize", "max_page_size", "limit", "pageSize", "itemsPerPage", "MaxRows", "maxRows");
    private static final List<String> NEXT = List.of(
            "nextPageToken",
            "nextPageCursor",
            "nextCursor",
            "NextCursor",
            "nextPaginationKey",
            "nextRowIndex",
            "paginationToken");
    private static final Pattern MOST =
            Pattern.compile("(?:maximum\\s+value\\s+is |larger than |\\(1-|from 1 to )`?(\\d+)");
    private static final Pattern USUAL =
            Pattern.compile("(?:at\\s+most|[Dd]efaults to|default value is|default) `?(\\d+)");

    private final JsonNode document;

    CatalogueOfTheDocument(JsonNode document) {
        this.document = document;
    }

    /** The catalogue's files by their names. */
    Map<String, String> files() {
        Map<String, List<String>> lines = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> lines.computeIfAbsent(file(method.getValue()), file -> new ArrayList<>())
                                .add(line(path.getKey(), method.getKey(), method.getValue()))));
        Map<String, String> files = new TreeMap<>();
        lines.forEach((file, operations) -> files.put(file, String.join("\n", operations) + "\n"));
        return files;
    }

    static String id(String path, String method, JsonNode operation) {
        String given = operation.path("operationId").asString("");
        String page = operation.path("externalDocs").path("url").asString("");
        String anchor = page.substring(page.indexOf('#') + 1);
        String made = method + path.replaceAll("\\W", "_");
        return !given.isEmpty() ? given : !anchor.isEmpty() ? anchor : made;
    }

    /** The schema that a reference leads to, or the schema itself. */
    JsonNode resolved(JsonNode schema) {
        JsonNode found = schema;
        while (found.has("$ref")) {
            found = document.at(found.get("$ref").asString().substring(1));
        }
        return found;
    }

    /** The schema of an operation's answer. */
    JsonNode answer(JsonNode operation) {
        JsonNode content = operation.path("responses").path("200").path("content");
        return content.isEmpty()
                ? content
                : resolved(content.values().iterator().next().path("schema"));
    }

    private static String file(JsonNode operation) {
        String tag = operation.path("tags").path(0).asString("Other");
        return tag.toLowerCase(Locale.ROOT).replace(' ', '-') + ".yml";
    }

    /** Where two hosts have one path, the document names the host behind a {@code #}. */
    private static String withoutHost(String path) {
        return path.contains("#") ? path.substring(0, path.indexOf('#')) : path;
    }

    private String line(String path, String method, JsonNode operation) {
        StringJoiner line = new StringJoiner(", ", "- {", "}");
        line.add("id: " + id(path, method, operation));
        String server = operation.path("servers").path(0).path("url").asString("");
        line.add(method + ": \"" + server.replace("https://", "") + withoutHost(path) + "\"");
        line.add("takes: " + credentials(operation));
        add(line, "scopes", names(operation.path("x-roblox-scopes")));
        JsonNode limits = operation.path("x-roblox-rate-limits");
        add(line, "owner", rate(limits.path("perApiKeyOwner")));
        add(line, "token", rate(limits.path("perOauth2Authorization")));
        page(operation).ifPresent(page -> line.add("page: " + page));
        if (operation.path("deprecated").asBoolean(false)) {
            line.add("deprecated: true");
        }
        return line.toString();
    }

    private static void add(StringJoiner line, String name, String value) {
        if (!value.isEmpty()) {
            line.add(name + ": " + value);
        }
    }

    private static String credentials(JsonNode operation) {
        List<String> names = new ArrayList<>();
        operation.path("security").forEach(choice -> choice.propertyNames().forEach(names::add));
        return Stream.of("roblox-api-key", "roblox-oauth2", "roblox-legacy-cookie")
                .filter(names::contains)
                .map(name -> switch (name) {
                    case "roblox-api-key" -> "key";
                    case "roblox-oauth2" -> "token";
                    default -> "cookie";
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

    /** How an operation pages, if it does: by a parameter that says where to go on, or a property that says how. */
    private Optional<String> page(JsonNode operation) {
        JsonNode answer = answer(operation);
        boolean isArray = answer.path("type").asString("").equals("array");
        Optional<String> rows = rows(answer);
        Optional<JsonNode> token = parameter(operation, TOKENS);
        if (token.isEmpty() || (rows.isEmpty() && !isArray)) {
            return Optional.empty();
        }
        StringJoiner page = new StringJoiner(", ", "{", "}");
        rows.ifPresent(name -> page.add("rows: " + name));
        page.add("from: " + token.get().path("name").asString());
        NEXT.stream().filter(answer.path("properties")::has).findFirst().ifPresent(next -> page.add("next: " + next));
        parameter(operation, SIZES).ifPresent(size -> size(page, size));
        return Optional.of(page.toString());
    }

    private Optional<String> rows(JsonNode answer) {
        return answer.path("properties").properties().stream()
                .filter(property ->
                        resolved(property.getValue()).path("type").asString("").equals("array"))
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("queryFacets"))
                .findFirst();
    }

    private static void size(StringJoiner page, JsonNode size) {
        JsonNode schema = size.path("schema");
        String text = size.path("description").asString("");
        page.add("size: " + size.path("name").asString());
        long usual = schema.path("default").asLong(number(USUAL, text));
        long most = schema.path("maximum").asLong(number(MOST, text));
        for (JsonNode choice : schema.path("enum")) {
            most = Math.max(most, choice.asLong());
        }
        if (usual > 0) {
            page.add("usual: " + usual);
        }
        if (most > 0) {
            page.add("most: " + most);
        }
    }

    private static long number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static Optional<JsonNode> parameter(JsonNode operation, List<String> names) {
        return names.stream()
                .flatMap(name -> StreamSupport.stream(
                                operation.path("parameters").spliterator(), false)
                        .filter(parameter -> parameter.path("in").asString().equals("query")
                                && parameter.path("name").asString().equals(name)))
                .findFirst();
    }
}
