package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntry;
import dev.gantry.opencloud.UniverseId;
import tools.jackson.databind.JsonNode;

/** Wants entries to be what their rows say. */
record RestoreEdit(UniverseId universe, EntryRestores.IfChanged ifChanged) implements Edit {

    @Override
    public EntryAddress address(Row row) {
        JsonNode json = row.json();
        return new EntryAddress(
                universe,
                new DataStoreId(json.path("dataStore").asString()),
                new ScopeId(json.path("scope").asString()),
                new EntryId(json.path("id").asString()));
    }

    @Override
    public Decision decide(Row row, Optional<StoredEntry> now) {
        Optional<EntryContent> wanted = wanted(row.json());
        if (Contents.isAs(wanted, now)) {
            return Decision.unchanged();
        }
        if (now.isEmpty()) {
            return new Decision.Change(wanted);
        }
        return switch (ifChanged) {
            case OVERWRITE -> new Decision.Change(wanted);
            case SKIP -> Decision.skip("it was written since");
            case FAIL ->
                Decision.conflict("it was written since: found revision "
                        + now.get().version().revision());
        };
    }

    private static Optional<EntryContent> wanted(JsonNode row) {
        return row.path("delete").asBoolean(false)
                ? Optional.empty()
                : Optional.of(new EntryContent(
                        row.path("value").asString(),
                        row.path("users").asString(),
                        row.path("attributes").asString()));
    }
}
