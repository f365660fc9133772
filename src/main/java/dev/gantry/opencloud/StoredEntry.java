package dev.gantry.opencloud;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.gantry.opencloud.http.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * An entry as it is stored, its JSON not read but cut out of the answer, so that no character of it is lost.
 *
 * @param revisionCreateTime when it was written last, as far as the answer told
 */
public record StoredEntry(EntryContent content, EntryVersion version, Optional<Instant> revisionCreateTime) {

    /** One of which it is not known when it was written. */
    public StoredEntry(EntryContent content, EntryVersion version) {
        this(content, version, Optional.empty());
    }

    /**
     * The answer to a get or a write; {@code DataStoreEntry} of the OpenAPI document, checked on 2026-11-26.
     *
     * @throws tools.jackson.core.JacksonException if it is not one
     */
    static StoredEntry parse(byte[] body) {
        return of(parts(body));
    }

    /** An entry of the members of an answer. */
    static StoredEntry of(Map<String, String> parts) {
        EntryContent content = new EntryContent(
                parts.getOrDefault("value", "null"),
                orEmpty(parts.get("users"), EntryContent.NO_USERS),
                orEmpty(parts.get("attributes"), EntryContent.NO_ATTRIBUTES));
        EntryVersion version = new EntryVersion(string(parts, "revisionId"), string(parts, "etag"));
        return new StoredEntry(content, version, time(string(parts, "revisionCreateTime")));
    }

    /** The members of an answer, each as its JSON is written there. */
    static Map<String, String> parts(byte[] body) {
        Map<String, String> parts = new HashMap<>();
        try (JsonParser parser = Json.parser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new StreamReadException(parser, "not an object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                parts.put(name, text(parser, body));
            }
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "more follows");
            }
        }
        return parts;
    }

    /** The value that the parser stands at, as it is written; the parser stands at its end then. */
    private static String text(JsonParser parser, byte[] body) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return new String(body, start, end - start, StandardCharsets.UTF_8).strip();
    }

    /** A time that cannot be read is one that was not told: nothing that is stored depends on it. */
    private static Optional<Instant> time(String text) {
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String json, String empty) {
        return json == null || json.equals("null") ? empty : json;
    }

    static String string(Map<String, String> parts, String name) {
        return Json.parse(parts.getOrDefault(name, "\"\"").getBytes(StandardCharsets.UTF_8))
                .asString("");
    }
}
