package dev.gantry.erase;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Templates as JSON, in the shape of Roblox's configs repository {@code DataStoresConfig} (checked on 2026-11-26): {@code
 * {"user_data_templates": [{"key_template": {"data_store_type": "STANDARD", "data_store_name": "PlayerData", "key_pattern":
 * "Player_{UserId}", "scope_pattern": "global"}}, {"data_store_template": {"data_store_type": "STANDARD", "data_store_pattern":
 * "Save_{UserId}"}}]}}.
 */
public final class UserTemplates {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ALL = "user_data_templates";
    private static final String OF_KEY = "key_template";
    private static final String OF_STORE = "data_store_template";
    private static final String TYPE = "data_store_type";

    private UserTemplates() {}

    /**
     * Reads what a file holds: the object, or its list alone.
     *
     * @throws IllegalArgumentException that says what is wrong with it
     */
    public static List<UserTemplate> parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode list = json.has(ALL) ? json.path(ALL) : json;
            if (!list.isArray()) {
                throw new IllegalArgumentException("it must be a list, or an object with " + ALL);
            }
            List<UserTemplate> templates = new ArrayList<>();
            list.forEach(each -> templates.add(template(each)));
            return templates;
        } catch (JacksonException noJson) {
            throw new IllegalArgumentException("it is no JSON", noJson);
        }
    }

    private static UserTemplate template(JsonNode json) {
        if (json.has(OF_KEY)) {
            JsonNode key = json.path(OF_KEY);
            return new UserTemplate(
                    isOrdered(key),
                    text(key, "data_store_name"),
                    Optional.of(key.path("scope_pattern").asString("")).filter(scope -> !scope.isEmpty()),
                    Optional.of(text(key, "key_pattern")));
        }
        if (json.has(OF_STORE)) {
            JsonNode store = json.path(OF_STORE);
            return new UserTemplate(
                    isOrdered(store), text(store, "data_store_pattern"), Optional.empty(), Optional.empty());
        }
        throw new IllegalArgumentException("a template must be a " + OF_KEY + " or a " + OF_STORE + ", found " + json);
    }

    private static boolean isOrdered(JsonNode json) {
        return switch (json.path(TYPE).asString("STANDARD")) {
            case "STANDARD" -> false;
            case "ORDERED" -> true;
            default ->
                throw new IllegalArgumentException(TYPE + " must be STANDARD or ORDERED, found " + json.path(TYPE));
        };
    }

    private static String text(JsonNode json, String name) {
        String text = json.path(name).asString("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a template lacks " + name + ", found " + json);
        }
        return text;
    }

    /** As {@link #parse} reads them. */
    public static ArrayNode json(List<UserTemplate> templates) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (UserTemplate each : templates) {
            String type = each.ordered() ? "ORDERED" : "STANDARD";
            if (each.key().isPresent()) {
                ObjectNode key = list.addObject().putObject(OF_KEY);
                key.put(TYPE, type)
                        .put("data_store_name", each.store())
                        .put("key_pattern", each.key().get());
                each.scope().ifPresent(scope -> key.put("scope_pattern", scope));
            } else {
                list.addObject().putObject(OF_STORE).put(TYPE, type).put("data_store_pattern", each.store());
            }
        }
        return list;
    }
}
