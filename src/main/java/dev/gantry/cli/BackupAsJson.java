package dev.gantry.cli;

import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository.Listed;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A backup as one JSON line: its manifest, with how it stands. */
final class BackupAsJson {

    private static final JsonMapper JSON = JsonMapper.shared();

    private BackupAsJson() {}

    static ObjectNode of(Listed backup) {
        return switch (backup) {
            case Listed.Whole(Manifest manifest) -> of(manifest);
            case Listed.Damaged(String id, String why) ->
                JSON.createObjectNode().put("id", id).put("state", "damaged").put("why", why);
        };
    }

    static ObjectNode of(Manifest manifest) {
        ObjectNode line = JSON.valueToTree(manifest);
        line.remove("complete");
        return line.put("state", manifest.isComplete() ? "complete" : "incomplete")
                .put("entries", manifest.ledger().entries())
                .put("addedBytes", manifest.ownBytes());
    }
}
