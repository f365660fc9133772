package dev.gantry.writeback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row that is kept until its time comes.
 *
 * @param number of its change
 * @param json of the row, to the letter
 * @param key of its lane
 * @param lockedSince when what it changes was first found locked
 */
record KeptRow(long number, String rowId, String json, int key, Optional<Instant> lockedSince) {

    static final String NUMBER = "change";
    static final String KEY = "key";

    private static final String SINCE = "lockedSince";

    /** @throws RowRejected if the row holds what no file of JSON can */
    static KeptRow of(Task<?> task, int key, Optional<Instant> lockedSince) {
        Row row = task.row();
        try {
            return new KeptRow(task.number(), row.id(), ExactJson.text(row.json()), key, lockedSince);
        } catch (IllegalArgumentException notJson) {
            throw new RowRejected(row.id(), "row " + row.id() + ": " + notJson.getMessage());
        }
    }

    /** Tells lanes apart nearly always: where two have one key, they are kept in order as if they were one. */
    static int key(String lane) {
        CRC32C crc = new CRC32C();
        crc.update(lane.getBytes(StandardCharsets.UTF_8));
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
