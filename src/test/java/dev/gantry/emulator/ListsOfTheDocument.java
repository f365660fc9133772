package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

import dev.gantry.emulator.wire.Catalogue;
import dev.gantry.emulator.wire.PageShape;
import dev.gantry.opencloud.catalog.OpenApiDocument;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Reads out of Roblox's document what the rows of each paged list look like: facts, one line a list. */
final class ListsOfTheDocument {
    private static final int DEEPEST = 6;
    private static final Set<String> COUNTED = Set.of("StartRowIndex", "skip", "Skip", "page", "pageNumber");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonNode document;
    private final OpenApiDocument catalogue;

    ListsOfTheDocument(JsonNode document) {
        this.document = document;
        this.catalogue = new OpenApiDocument(document);
    }

    /** The lines, ordered by operation id. */
    String lines() {
        TreeMap<String, String> lines = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String id = OpenApiDocument.id(path.getKey(), method.getKey(), method.getValue());
                    Catalogue.shared()
                            .fact(id)
                            .page()
                            .ifPresent(page -> lines.put(id, line(id, page, method.getValue())));
                }));
        return String.join("\n", lines.values()) + "\n";
    }

    private String line(String id, PageShape page, JsonNode operation) {
        JsonNode answer = catalogue.answer(operation);
        ObjectNode line = JSON.createObjectNode().put("id", id);
        JsonNode rows = page.rows().isEmpty() ? answer : catalogue.resolved(answer.at("/properties/" + page.rows()));
        line.set("row", type(rows.path("items"), List.of()));
        ObjectNode beside = JSON.createObjectNode();
        answer.path("properties").properties().forEach(property -> {
            if (!Set.of(page.rows(), page.next()).contains(property.getKey())) {
                beside.set(property.getKey(), type(property.getValue(), List.of()));
            }
        });
        add(line, "beside", beside);
        JsonNode next = catalogue.resolved(answer.at("/properties/" + page.next()));
        if (!page.next().isEmpty() && next.path("type").asString("").equals("string")) {
            line.put("nextIsText", true);
        }
        parameters(line, page, page.inBody() ? properties(operation) : queried(operation));
        return JSON.writeValueAsString(line);
    }

    /**
     * Something that a list is asked with.
     *
     * @param schema what its values may be
     */
    private record Parameter(String name, boolean needed, JsonNode schema) {}

    private static List<Parameter> queried(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> new Parameter(
                        parameter.path("name").asString(""),
                        parameter.path("required").asBoolean(false),
                        parameter.path("schema")))
                .toList();
    }

    private List<Parameter> properties(JsonNode operation) {
        JsonNode body = catalogue.body(operation);
        List<String> needed = new ArrayList<>();
        body.path("required").forEach(name -> needed.add(name.asString()));
        return body.path("properties").properties().stream()
                .map(property -> new Parameter(
                        property.getKey(), needed.contains(property.getKey()), onlyPart(property.getValue())))
                .toList();
    }

    /** The schema behind a reference, or behind an {@code allOf} of nothing else. */
    private JsonNode onlyPart(JsonNode schema) {
        JsonNode resolved = catalogue.resolved(schema);
        return resolved.path("allOf").size() == 1 ? catalogue.resolved(resolved.at("/allOf/0")) : resolved;
    }

    private static void parameters(ObjectNode line, PageShape page, List<Parameter> parameters) {
        ObjectNode choices = JSON.createObjectNode();
        List<String> needed = new ArrayList<>();
        for (Parameter parameter : parameters) {
            String name = parameter.name();
            JsonNode schema = parameter.schema();
            if (parameter.needed()) {
                needed.add(name);
            }
            if (schema.has("enum")) {
                choices.set(name, schema.get("enum"));
            }
            if (name.equals(page.from()) && schema.has("default")) {
                line.set("first", schema.get("default"));
            }
            if (name.equals(page.from())
                    && (COUNTED.contains(name)
                            || schema.path("type").asString("").equals("integer"))) {
                line.put("counted", true);
            }
        }
        if (!needed.isEmpty()) {
            line.set("needed", JSON.valueToTree(needed));
        }
        add(line, "choices", choices);
    }

    private static void add(ObjectNode line, String name, ObjectNode what) {
        if (!what.isEmpty()) {
            line.set(name, what);
        }
    }

    private JsonNode type(JsonNode schema, List<JsonNode> above) {
        JsonNode resolved = catalogue.resolved(schema);
        if (resolved.has("allOf")) {
            return all(resolved, above);
        }
        if (above.contains(resolved) || above.size() > DEEPEST) {
            return JSON.createObjectNode();
        }
        List<JsonNode> here = new ArrayList<>(above);
        here.add(resolved);
        return switch (resolved.path("type").asString(resolved.has("properties") ? "object" : "any")) {
            case "array" -> JSON.createArrayNode().add(type(resolved.path("items"), here));
            case "object" -> object(resolved, here);
            default -> StringNode.valueOf(scalar(resolved));
        };
    }

    /** What has to be all of several schemas, and perhaps has properties of its own. */
    private JsonNode all(JsonNode schema, List<JsonNode> above) {
        ObjectNode merged = object(schema, above);
        for (JsonNode each : schema.get("allOf")) {
            JsonNode part = type(each, above);
            if (!(part instanceof ObjectNode object)) {
                return part;
            }
            object.properties().forEach(property -> merged.set(property.getKey(), property.getValue()));
        }
        return merged;
    }

    private ObjectNode object(JsonNode schema, List<JsonNode> here) {
        ObjectNode type = JSON.createObjectNode();
        schema.path("properties").properties().forEach(property -> {
            JsonNode told = catalogue.resolved(property.getValue());
            if (!told.path("writeOnly").asBoolean(false) && !told.has("oneOf") && !told.has("anyOf")) {
                type.set(property.getKey(), type(property.getValue(), here));
            }
        });
        if (type.isEmpty() && schema.path("additionalProperties").isObject()) {
            type.set("*", type(schema.get("additionalProperties"), here));
        }
        return type;
    }

    private static String scalar(JsonNode schema) {
        String format = schema.path("format").asString("");
        String type = schema.path("type").asString("any");
        if (schema.has("enum")) {
            List<String> choices = new ArrayList<>();
            schema.get("enum").forEach(choice -> choices.add(choice.asString()));
            return (type.equals("string") ? "=" : "#") + String.join("|", choices);
        }
        return switch (type) {
            case "boolean" -> "bool";
            case "integer" -> format.equals("int64") ? "long" : "int";
            case "number" -> "number";
            default ->
                switch (format) {
                    case "date-time" -> "time";
                    case "date", "uuid" -> format;
                    case "byte" -> "bytes";
                    default -> "string";
                };
        };
    }
}
