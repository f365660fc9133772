package dev.gantry.writeback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that is kept until its time comes.
 *
 * @param number of its change
 * @param json of the row, to the letter
 * @param key of its entry
 * @param lockedSince when its entry was first found locked
 */
record KeptRow(long number, String rowId, String json, int key, Optional<Instant> lockedSince) {

    static final String NUMBER = "change";
    static final String KEY = "key";

    private static final String SINCE = "lockedSince";

    /** @throws RowRejected if the row holds what no file of JSON can */
    static KeptRow of(long number, Row row, EntryAddress address, Optional<Instant> lockedSince) {
        try {
            return new KeptRow(number, row.id(), ExactJson.text(row.json()), key(address), lockedSince);
        } catch (IllegalArgumentException notJson) {
            throw new RowRejected(row.id(), "row " + row.id() + ": " + notJson.getMessage());
        }
    }

    /** Tells entries apart nearly always: where two have one key, they are kept in order as if they were one. */
    static int key(EntryAddress address) {
        CRC32C crc = new CRC32C();
        String text = address.dataStore() + "\0" + address.scope() + "\0" + address.id();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    Row row() {
        return new Row(rowId, ExactJson.parse(json));
    }

    /** As a line of a log. */
    JsonNode line() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put(NUMBER, number).put(KEY, key).put("row", rowId).put("json", json);
        lockedSince.ifPresent(since -> line.put(SINCE, since.toString()));
        return line;
    }

    static KeptRow of(JsonNode line) {
        Optional<Instant> since =
                Optional.of(line.path(SINCE)).filter(JsonNode::isString).map(time -> Instant.parse(time.stringValue()));
        return new KeptRow(
                line.path(NUMBER).asLong(),
                line.path("row").asString(),
                line.path("json").asString(),
                line.path(KEY).asInt(),
                since);
    }
}
