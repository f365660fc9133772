package dev.gantry.writeback.journal;

import java.time.Instant;
import java.util.Optional;

import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.opencloud.UniverseId;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Records as JSON. Stored JSON is kept as text, so that it comes back to the letter. */
public final class RecordJson {

    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private static final String HEAD = "head";
    private static final String WRITTEN = "revisionCreateTime";

    private RecordJson() {}

    static ObjectNode of(JournalHead head) {
        ObjectNode line = MAPPER.createObjectNode();
        line.set(HEAD, MAPPER.valueToTree(head));
        return line;
    }

    static Optional<JournalHead> head(JsonNode line) {
        return line.has(HEAD) ? Optional.of(MAPPER.treeToValue(line.get(HEAD), JournalHead.class)) : Optional.empty();
    }

    /** A record as a row's or a line's JSON. */
    public static ObjectNode of(JournalRecord record) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("change", record.change()).put("row", record.row());
        switch (record) {
            case JournalRecord.Act act -> ActJson.put(line, act);
            case JournalRecord.Acted acted -> ActJson.put(line, acted);
            case JournalRecord.Intent intent -> {
                put(line, intent.address());
                line.set("before", intent.before().map(RecordJson::stored).orElse(null));
                line.set("after", intent.after().map(RecordJson::content).orElse(null));
            }
            case JournalRecord.Outcome outcome -> {
                put(line, outcome.address());
                line.put("result", outcome.result().word()).put("why", outcome.why());
                put(line, outcome.version());
            }
        }
        return line;
    }

    private static void put(ObjectNode line, EntryAddress address) {
        line.put("universe", address.universe().value())
                .put("dataStore", address.dataStore().value())
                .put("scope", address.scope().value())
                .put("id", address.id().value());
    }

    /** The record that a row's or a line's JSON is. */
    public static JournalRecord record(JsonNode line) {
        long change = line.path("change").asLong();
        String row = line.path("row").asString();
        if (line.has(ActJson.TARGET)) {
            return ActJson.record(change, row, line);
        }
        EntryAddress address = new EntryAddress(
                new UniverseId(line.path("universe").asLong()),
                new DataStoreId(line.path("dataStore").asString()),
                new ScopeId(line.path("scope").asString()),
                new EntryId(line.path("id").asString()));
        if (line.has("result")) {
            Result result = Result.of(line.path("result").asString());
            return new JournalRecord.Outcome(
                    change, row, address, result, line.path("why").asString(), version(line));
        }
        return new JournalRecord.Intent(
                change,
                row,
                address,
                present(line, "before").map(RecordJson::stored),
                present(line, "after").map(RecordJson::content));
    }

    private static Optional<JsonNode> present(JsonNode line, String name) {
        return Optional.of(line.path(name)).filter(JsonNode::isObject);
    }

    private static ObjectNode stored(StoredEntry entry) {
        ObjectNode json = content(entry.content());
        put(json, entry.version());
        entry.revisionCreateTime().ifPresent(time -> json.put(WRITTEN, time.toString()));
        return json;
    }

    private static StoredEntry stored(JsonNode json) {
        Optional<Instant> written = Optional.of(json.path(WRITTEN))
                .filter(JsonNode::isString)
                .map(time -> Instant.parse(time.stringValue()));
        return new StoredEntry(content(json), version(json), written);
    }

    private static ObjectNode content(EntryContent content) {
        return MAPPER.createObjectNode()
                .put("value", content.value())
                .put("users", content.users())
                .put("attributes", content.attributes());
    }

    private static EntryContent content(JsonNode json) {
        return new EntryContent(
                json.path("value").asString(),
                json.path("users").asString(),
                json.path("attributes").asString());
    }

    private static void put(ObjectNode json, EntryVersion version) {
        json.put("revision", version.revision()).put("etag", version.etag());
    }

    private static EntryVersion version(JsonNode json) {
        return new EntryVersion(
                json.path("revision").asString(), json.path("etag").asString());
    }
}
