package dev.gantry.emulator.datastore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Json;
import dev.gantry.emulator.wire.ObjectText;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What a write sends: the writable properties of {@code DataStoreEntry} and {@code IncrementDataStoreEntryRequest} in the
 * OpenAPI document (checked 2026-11-23). Each is kept as the slice of the text that it took; others are ignored.
 */
final class EntryBody {
    /** Characters of a value, and of all attributes together. */
    static final int LONGEST_VALUE = 4_194_304;

    static final int LONGEST_ATTRIBUTES = 300;

    private static final Pattern USER = Pattern.compile("users/[0-9]{1,19}");

    private final ObjectText properties;

    private EntryBody(ObjectText properties) {
        this.properties = properties;
    }

    /**
     * Reads a request's body.
     *
     * @throws Refused 400 when it is not one JSON object
     */
    static EntryBody parse(String text) {
        return new EntryBody(ObjectText.parse(text));
    }

    /**
     * The body that a client would send to store this.
     *
     * @throws Refused 400 when a text is not JSON
     */
    static EntryBody of(String value, List<String> users, String attributes) {
        String quoted = Json.text(json -> {
            json.writeStartArray();
            users.forEach(json::writeString);
            json.writeEndArray();
        });
        checkJson(value);
        checkJson(attributes);
        return parse("{\"value\":" + value + ",\"users\":" + quoted + ",\"attributes\":" + attributes + "}");
    }

    /**
     * Refuses what is not one JSON value.
     *
     * @throws Refused 400 then
     */
    static void checkJson(String text) {
        try (JsonParser parser = Json.parser(text)) {
            require(parser.nextToken() != null, "A value must be JSON, but is empty");
            parser.skipChildren();
            require(parser.nextToken() == null, "A value must be one JSON value, but more follows");
        } catch (JacksonException malformed) {
            throw Refused.invalid("The value is not JSON: " + malformed.getOriginalMessage());
        }
    }

    /**
     * What is to be stored.
     *
     * @throws Refused 400 when a part is malformed or too long
     */
    Revision.Content content() {
        return content(property("value").orElse("null"));
    }

    /** What is to be stored around a value that was computed. */
    Revision.Content content(String value) {
        String attributes = property("attributes").orElse(Revision.Content.NO_ATTRIBUTES);
        require(
                value.length() <= LONGEST_VALUE,
                "value has " + value.length() + " characters, most is " + LONGEST_VALUE);
        require(attributes.startsWith("{"), "attributes must be an object");
        require(
                attributes.length() <= LONGEST_ATTRIBUTES,
                "attributes have " + attributes.length() + " characters, most is " + LONGEST_ATTRIBUTES);
        return new Revision.Content(
                value, property("users").map(EntryBody::users).orElse(List.of()), attributes);
    }

    /** The etag that the entry must still have. */
    Optional<String> etag() {
        return properties.string("etag").filter(etag -> !etag.isEmpty());
    }

    /** A property's JSON text; null is absent, but for a value. */
    Optional<String> property(String name) {
        return properties.property(name).filter(json -> !json.equals("null") || name.equals("value"));
    }

    private static List<String> users(String json) {
        List<String> users = new ArrayList<>();
        try (JsonParser parser = Json.parser(json)) {
            require(parser.nextToken() == JsonToken.START_ARRAY, "users must be an array");
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
                String user = isText ? parser.getString() : "";
                require(USER.matcher(user).matches(), "users must be resource paths such as users/123");
                users.add(user);
            }
        }
        return users;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw Refused.invalid(message);
        }
    }
}
