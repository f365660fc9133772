package dev.gantry.erase;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells whether something belongs to one of some users.
 *
 * @param templates by which keys and stores are known
 * @param isMeant whether an id is one of these users'
 * @param isKey whether a key, as {@link #place} names it, is of an entry that named them: in it alone nothing tells so
 */
public record Owners(List<UserTemplate> templates, Predicate<String> isMeant, Predicate<String> isKey) {
    /** Nobody. */
    public static final Owners NONE = new Owners(List.of(), user -> false);

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    public Owners {
        templates = List.copyOf(templates);
    }

    /** Users of whose other keys nothing is known. */
    public Owners(List<UserTemplate> templates, Predicate<String> isMeant) {
        this(templates, isMeant, key -> false);
    }

    /** Names a key. */
    public static String place(boolean ordered, String store, String scope, String id) {
        return (ordered ? "ordered" : "standard") + "\n" + store + "\n" + scope + "\n" + id;
    }

    /** Those of either. */
    public Owners or(Owners other) {
        List<UserTemplate> both = Stream.concat(templates.stream(), other.templates.stream())
                .distinct()
                .toList();
        return new Owners(both, isMeant.or(other.isMeant), isKey.or(other.isKey));
    }

    /**
     * Whether an entry is theirs: by its key, or because it names one of them among its users.
     *
     * @param users JSON of its users, or any text that holds their ids
     */
    public boolean own(boolean ordered, String store, String scope, String id, String users) {
        return anyIn(users) || ownsKey(ordered, store, scope, id);
    }

    /** Whether a key of which nothing else is known is theirs: {@code {dataStore, scope, id, ordered}}. */
    public boolean ownKey(JsonNode row) {
        boolean ordered = row.path("ordered").asBoolean(false);
        String store = text(row, "dataStore");
        String scope = text(row, "scope");
        String id = text(row, "id");
        return ownsKey(ordered, store, scope, id) || isKey.test(place(ordered, store, scope, id));
    }

    private boolean ownsKey(boolean ordered, String store, String scope, String id) {
        return templates.stream()
                .map(template -> template.user(ordered, store, scope, id))
                .flatMap(Optional::stream)
                .anyMatch(isMeant);
    }

    /** Whether a whole store is theirs by its name. */
    public boolean ownStore(boolean ordered, String store) {
        return templates.stream()
                .map(template -> template.userOfStore(ordered, store))
                .flatMap(Optional::stream)
                .anyMatch(isMeant);
    }

    /** Whether a text has one of their ids in it as a whole number. */
    public boolean anyIn(String text) {
        Matcher numbers = NUMBER.matcher(text);
        while (numbers.find()) {
            if (isMeant.test(numbers.group())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a row or a journal's record is about something of theirs: an entry {@code {dataStore, scope, id, users}} whose users may
     * be in {@code before} and {@code after} as well, or anything else by the path that is its {@code target}.
     */
    public boolean own(JsonNode record) {
        if (record.has("target")) {
            return anyIn(record.path("target").asString());
        }
        String users = text(record, "users") + " " + text(record.path("before"), "users") + " "
                + text(record.path("after"), "users");
        return own(
                record.path("ordered").asBoolean(false),
                text(record, "dataStore"),
                text(record, "scope"),
                text(record, "id"),
                users);
    }

    /** The text with another number in the place of each of their ids. */
    public String without(String text) {
        return NUMBER.matcher(text).replaceAll(number -> isMeant.test(number.group()) ? "0" : number.group());
    }

    /** The same of all texts in it, names of members too. */
    public JsonNode without(JsonNode json) {
        if (json.isString()) {
            return JsonNodeFactory.instance.stringNode(without(json.asString()));
        }
        if (json.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            json.forEach(each -> list.add(without(each)));
            return list;
        }
        if (json.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            json.properties().forEach(each -> object.set(without(each.getKey()), without(each.getValue())));
            return object;
        }
        return json;
    }

    private static String text(JsonNode json, String name) {
        return json.path(name).asString("");
    }
}
