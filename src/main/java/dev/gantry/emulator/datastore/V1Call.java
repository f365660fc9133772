package dev.gantry.emulator.datastore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Body;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * How data stores v1 name things and answer: the store and key are query parameters, a value is the whole body, and what
 * is known of it rides in headers.
 */
record V1Call(Call call, Universe universe) {
    private static final String USERS = "users/";

    /** The store that the call names. */
    String store() {
        return named("datastoreName", "InvalidDataStoreName");
    }

    /** The scope that the call names, the global one if none. */
    String scope() {
        return call.parameter("scope").orElse(DataStore.GLOBAL);
    }

    /** The entry that the call names. */
    EntryAddress entry() {
        return new EntryAddress(universe, store(), new DataStore.Key(scope(), named("entryKey", "InvalidEntryKey")));
    }

    /** The store, which exists and is not marked for deletion. */
    DataStore existing() {
        return universe.find(store(), call.now())
                .filter(store -> !store.isDeleted())
                .orElseThrow(() -> missing("DatastoreNotFound", "There is no data store " + store()));
    }

    /** The entry, deleted or not. */
    Optional<Entry> found() {
        return existing().find(entry().key(), call.now());
    }

    static Refused missing(String code, String message) {
        return Refused.notFound(message).detailed(code);
    }

    static Refused invalid(String code, String message) {
        return Refused.invalid(message).detailed(code);
    }

    private String named(String parameter, String code) {
        return call.parameter(parameter).orElseThrow(() -> invalid(code, "The parameter " + parameter + " is missing"));
    }

    /** What a write sends: the value in its body, or one that was computed; users and attributes in headers. */
    Revision.Content content(String value) {
        return EntryBody.of(value, users(), attributes()).content();
    }

    private List<String> users() {
        String header = call.header("roblox-entry-userids");
        if (header.isEmpty()) {
            return List.of();
        }
        JsonNode ids = json(header, "InvalidUserIds");
        if (!ids.isArray() || ids.valueStream().anyMatch(id -> !id.isIntegralNumber() && !id.isString())) {
            throw invalid("InvalidUserIds", "roblox-entry-userids must be a JSON array of user ids");
        }
        return ids.valueStream().map(id -> USERS + id.asString()).toList();
    }

    private String attributes() {
        String header = call.header("roblox-entry-attributes");
        if (header.isEmpty()) {
            return Revision.Content.NO_ATTRIBUTES;
        }
        if (!json(header, "InvalidAttributes").isObject()) {
            throw invalid("InvalidAttributes", "roblox-entry-attributes must be a JSON object");
        }
        return header;
    }

    private static JsonNode json(String header, String code) {
        try {
            return Body.of(header.getBytes(StandardCharsets.UTF_8)).json();
        } catch (Refused malformed) {
            throw invalid(code, "A header is not JSON");
        }
    }

    /** A value with what is known of it. */
    static Answer value(int status, Revision revision) {
        Revision.Content content = revision.content();
        String value = content.value();
        String ids = String.join(
                ",",
                content.users().stream()
                        .map(user -> user.substring(USERS.length()))
                        .toList());
        return Answer.text(status, "application/json", value)
                .with("content-md5", md5(value.getBytes(StandardCharsets.UTF_8)))
                .with("roblox-entry-version", revision.id())
                .with("roblox-entry-created-time", revision.createTime().toString())
                .with("roblox-entry-version-created-time", revision.time().toString())
                .with("roblox-entry-attributes", content.attributes())
                .with("roblox-entry-userids", "[" + ids + "]");
    }

    /** Writes what the document calls {@code EntryVersion}. */
    static void version(JsonGenerator json, Revision revision) {
        int length = revision.content().value().getBytes(StandardCharsets.UTF_8).length;
        json.writeStartObject();
        json.writeStringProperty("version", revision.id());
        json.writeBooleanProperty("deleted", revision.deleted());
        json.writeNumberProperty("contentLength", revision.deleted() ? 0 : length);
        json.writeStringProperty("createdTime", revision.time().toString());
        json.writeStringProperty("objectCreatedTime", revision.createTime().toString());
        json.writeEndObject();
    }

    static Answer version(Revision revision) {
        return Answer.json(json -> version(json, revision));
    }

    /** The sum that {@code content-md5} holds: Base64 of MD5. */
    static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
