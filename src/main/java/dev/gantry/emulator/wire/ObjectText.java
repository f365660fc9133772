package dev.gantry.emulator.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON object whose properties are kept as the slices of text that they took, so that a value comes back exactly as it
 * was sent: number forms, escapes, white space and order of keys.
 */
public final class ObjectText {
    private final Map<String, String> properties;

    private ObjectText(Map<String, String> properties) {
        this.properties = properties;
    }

    /**
     * Reads a request's body. Of properties with one name the last counts.
     *
     * @throws Refused 400 when it is not one JSON object
     */
    public static ObjectText parse(String text) {
        Map<String, String> properties = new LinkedHashMap<>();
        try (JsonParser parser = Json.parser(text)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "The body must be a JSON object");
            parser.nextToken();
            while (parser.currentToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                long start = parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.nextToken();
                long next = parser.currentTokenLocation().getCharOffset();
                properties.put(name, slice(text, (int) start, (int) next));
            }
            require(parser.nextToken() == null, "The body must be one JSON object, and nothing after it");
        } catch (JacksonException malformed) {
            throw Refused.invalid("The body is not JSON: " + malformed.getOriginalMessage());
        }
        return new ObjectText(properties);
    }

    /** A property's JSON text, {@code null} too. */
    public Optional<String> property(String name) {
        String exact = properties.get(name);
        if (exact != null) {
            return Optional.of(exact);
        }
        // Open Cloud does not mind the case of a property's name, nor whether it is written in snake case.
        String plain = plain(name);
        return properties.entrySet().stream()
                .filter(property -> plain(property.getKey()).equals(plain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * A property that is a string, decoded; absent and null are the same.
     *
     * @throws Refused 400 when it is of another type
     */
    public Optional<String> string(String name) {
        return property(name).filter(json -> !json.equals("null")).map(json -> string(name, json));
    }

    private static String string(String name, String json) {
        try (JsonParser parser = Json.parser(json)) {
            require(parser.nextToken() == JsonToken.VALUE_STRING, name + " must be a string");
            return parser.getString();
        }
    }

    private static String slice(String text, int start, int next) {
        int end = trimmed(text, next);
        if (text.charAt(end - 1) == ',') {
            end = trimmed(text, end - 1);
        }
        return text.substring(start, end);
    }

    /** The end of what comes before {@code end}, without white space. */
    private static int trimmed(String text, int end) {
        int trimmed = end;
        while (" \t\r\n".indexOf(text.charAt(trimmed - 1)) >= 0) {
            trimmed--;
        }
        return trimmed;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw Refused.invalid(message);
        }
    }
}
