package dev.gantry.opencloud.catalog;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Whether a JSON document can become a catalogue: it has operations, each with an id of its own, and its references lead somewhere. */
final class DocumentCheck {
    private static final String REFERENCE = "$ref";

    private final JsonNode document;

    private DocumentCheck(JsonNode document) {
        this.document = document;
    }

    /** @throws IllegalArgumentException if it cannot; the message ends "FILE ..." */
    static void check(JsonNode document) {
        if (document.path("paths").isEmpty() || !document.path("paths").isObject()) {
            throw new IllegalArgumentException("holds no operation: an OpenAPI 3 document has them under \"paths\"");
        }
        DocumentCheck check = new DocumentCheck(document);
        check.references(document);
        check.ids();
    }

    private void references(JsonNode node) {
        if (node.path(REFERENCE).isString()) {
            reference(node);
        }
        node.values().forEach(this::references);
    }

    private void reference(JsonNode node) {
        Set<String> passed = new HashSet<>();
        JsonNode at = node;
        while (at.path(REFERENCE).isString()) {
            String reference = at.path(REFERENCE).asString();
            at = target(reference);
            if (at.isMissingNode() || !passed.add(reference)) {
                throw new IllegalArgumentException("refers to \"" + reference + "\", which leads "
                        + (at.isMissingNode() ? "nowhere" : "back to itself"));
            }
        }
    }

    private JsonNode target(String reference) {
        return reference.startsWith("#/")
                ? document.at(JsonPointer.compile(reference.substring(1)))
                : document.path("");
    }

    private void ids() {
        Set<String> ids = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            if (!path.getKey().startsWith("/")) {
                throw new IllegalArgumentException("has a path that does not begin with /: \"" + path.getKey() + "\"");
            }
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                String id = OpenApiDocument.id(path.getKey(), method.getKey(), method.getValue());
                if (OpenApiDocument.METHODS.contains(method.getKey()) && !ids.add(id)) {
                    throw new IllegalArgumentException("calls two operations \"" + id + "\"");
                }
            }
        }
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("holds no operation under its paths");
        }
    }
}
