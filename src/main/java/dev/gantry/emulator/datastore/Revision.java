package dev.gantry.emulator.datastore;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

import tools.jackson.core.JsonGenerator;

/**
 * What an entry was from one write to the next. Wire form: {@code DataStoreEntry} of the OpenAPI document (checked
 * 2026-11-23).
 *
 * @param number counts the entry's writes from 1
 * @param createTime when the entry was first written
 * @param time when this revision was written
 * @param source what was written; of a deleted entry what it last held
 * @param deleted whether this marks the entry as deleted
 */
record Revision(long number, Instant createTime, Instant time, Source source, boolean deleted) {

    /** Ticks of 100 ns between year 1 and 1970, as in the revision ids of Roblox. */
    private static final long TICKS_TO_1970 = 621_355_968_000_000_000L;

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** Where the content comes from, which takes memory only once a client has written it. */
    sealed interface Source permits Content, SeededSave, PlayedSave {
        /** The same every time; made anew where it is not kept. */
        Content content();
    }

    /**
     * What a write replaces, all of it together.
     *
     * @param value the JSON text exactly as it was sent
     * @param users resource paths, {@code users/{id}}
     * @param attributes the JSON text of an object
     */
    record Content(String value, List<String> users, String attributes) implements Source {
        static final String NO_ATTRIBUTES = "{}";

        Content {
            users = List.copyOf(users);
        }

        @Override
        public Content content() {
            return this;
        }
    }

    /** What was written. Ask once: it may have to be made. */
    Content content() {
        return source.content();
    }

    /** Opaque to clients; differs between any two revisions of an entry. */
    String id() {
        String written = HEX.toHexDigits(ticks(time));
        return written + "." + HEX.toHexDigits(number, 10) + "." + HEX.toHexDigits(ticks(createTime)) + ".01";
    }

    /** Changes with every write; what a conditional write is compared with. */
    String etag() {
        return HexFormat.of().toHexDigits((ticks(time) * 0x9E3779B97F4A7C15L) ^ (number * 0xBF58476D1CE4E5B9L));
    }

    /** Writes the whole entry as of this revision. */
    void write(JsonGenerator json, String path, String id) {
        json.writeStartObject();
        json.writeStringProperty("path", path);
        json.writeStringProperty("createTime", createTime.toString());
        json.writeStringProperty("revisionId", id());
        json.writeStringProperty("revisionCreateTime", time.toString());
        json.writeStringProperty("state", deleted ? "DELETED" : "ACTIVE");
        json.writeStringProperty("etag", etag());
        if (deleted) {
            json.writeStringProperty("id", id);
        } else {
            writeContent(json, id, content());
        }
        json.writeEndObject();
    }

    private static void writeContent(JsonGenerator json, String id, Content content) {
        json.writeName("value");
        json.writeRawValue(content.value());
        json.writeStringProperty("id", id);
        json.writeArrayPropertyStart("users");
        content.users().forEach(json::writeString);
        json.writeEndArray();
        json.writeName("attributes");
        json.writeRawValue(content.attributes());
    }

    private static long ticks(Instant time) {
        return TICKS_TO_1970 + time.getEpochSecond() * 10_000_000L + time.getNano() / 100;
    }
}
