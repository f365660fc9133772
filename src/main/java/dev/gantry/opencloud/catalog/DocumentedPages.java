package dev.gantry.opencloud.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds out from Roblox's document how an operation pages, if it does: what the catalogue says under {@code page}. */
final class DocumentedPages {
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
            "startIndex",
            "pageNumber",
            "page",
            "skip",
            "Skip");
    private static final List<String> SIZES = List.of(
            "maxPageSize",
            "MaxPageSize",
            "max_page_size",
            "limit",
            "pageSize",
            "itemsPerPage",
            "MaxRows",
            "maxRows",
            "count");
    private static final List<String> NEXT = List.of(
            "nextPageToken",
            "nextPageCursor",
            "nextCursor",
            "NextCursor",
            "nextPaginationKey",
            "nextRowIndex",
            "paginationToken",
            "lastEvaluatedId");
    private static final Pattern MOST =
            Pattern.compile("(?:maximum\\s+value\\s+is |larger than |\\(1-|from 1 to )`?(\\d+)");
    private static final Pattern USUAL =
            Pattern.compile("(?:at\\s+most|[Dd]efaults to|default value is|default) `?(\\d+)");

    /**
     * What the document leaves out or tells wrongly. The stores of v1 come under another name, and its versions are
     * described as one version where a page of them is answered; the children of an instance come within a long-running operation.
     */
    private static final Map<String, String> MENDED = Map.of(
            "Datastores_ListDatastoresAsync",
            "{rows: \"datastores\", from: \"cursor\", next: \"nextPageCursor\", size: \"limit\", usual: 1}",
            "Entries_ListEntryVersionsAsync",
            "{rows: \"versions\", from: \"cursor\", next: \"nextPageCursor\", size: \"limit\", usual: 16}",
            "Cloud_ListInstanceChildren",
            "{rows: \"instances\", from: \"pageToken\", next: \"nextPageToken\", size: \"maxPageSize\", usual: 200, most: 200}");

    private final OpenApiDocument document;

    DocumentedPages(OpenApiDocument document) {
        this.document = document;
    }

    /** By a parameter, or a property of the body, that says where to go on, and rows in the answer. */
    Optional<String> of(String id, JsonNode operation) {
        if (MENDED.containsKey(id)) {
            return Optional.ofNullable(MENDED.get(id));
        }
        Optional<JsonNode> inQuery = parameter(operation, TOKENS);
        JsonNode body = document.body(operation);
        Optional<JsonNode> token = inQuery.isPresent() ? inQuery : property(body, TOKENS);
        JsonNode answer = document.answer(operation);
        boolean isArray = answer.path("type").asString("").equals("array");
        Optional<String> rows = rows(answer);
        if (token.isEmpty() || (rows.isEmpty() && !isArray)) {
            return Optional.empty();
        }
        StringJoiner page = new StringJoiner(", ", "{", "}");
        rows.ifPresent(name -> page.add(text("rows", name)));
        page.add(text("from", token.get().path("name").asString()));
        NEXT.stream()
                .filter(answer.path("properties")::has)
                .findFirst()
                .ifPresent(next -> page.add(text("next", next)));
        (inQuery.isPresent() ? parameter(operation, SIZES) : property(body, SIZES)).ifPresent(size -> size(page, size));
        JsonNode first = token.get().path("schema").path("default");
        if (first.isNumber()) {
            page.add("first: " + first.asLong());
        }
        if (inQuery.isEmpty()) {
            page.add(text("in", "body"));
        }
        return Optional.of(page.toString());
    }

    private Optional<String> rows(JsonNode answer) {
        return answer.path("properties").properties().stream()
                .filter(property -> document.resolved(property.getValue())
                        .path("type")
                        .asString("")
                        .equals("array"))
                .map(Map.Entry::getKey)
                .filter(name -> !name.equals("queryFacets"))
                .findFirst();
    }

    private static void size(StringJoiner page, JsonNode size) {
        JsonNode schema = size.path("schema");
        String text = size.path("description").asString("");
        page.add(text("size", size.path("name").asString()));
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

    private static String text(String name, String value) {
        return name + ": \"" + value + "\"";
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

    /** A property of a body, in the form of a parameter. */
    private Optional<JsonNode> property(JsonNode body, List<String> names) {
        return names.stream()
                .filter(body.path("properties")::has)
                .<JsonNode>map(name -> {
                    JsonNode schema = document.resolved(body.path("properties").path(name));
                    var parameter = JsonNodeFactory.instance
                            .objectNode()
                            .put("name", name)
                            .put("description", schema.path("description").asString(""));
                    parameter.set("schema", schema);
                    return parameter;
                })
                .findFirst();
    }
}
