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
import dev.gantry.writeback.EntryRestores.IfChanged;
import tools.jackson.databind.JsonNode;

/**
 * Wants entries to be what their rows say, or what their rows say of a part of the value.
 *
 * @param path of that part; empty: all of the entry
 */
record RestoreEdit(UniverseId universe, IfChanged ifChanged, Optional<ValuePath> path) implements Edit {

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
        return path.isPresent() ? decidePart(row, now, path.get()) : decideAll(row, now);
    }

    private Decision decideAll(Row row, Optional<StoredEntry> now) {
        Optional<EntryContent> wanted = wanted(row.json());
        if (Contents.isAs(wanted, now)) {
            return Decision.unchanged();
        }
        return now.isEmpty() ? new Decision.Change(wanted) : decide(now.get(), wanted);
    }

    private Decision decidePart(Row row, Optional<StoredEntry> now, ValuePath place) {
        if (now.isEmpty()) {
            return Decision.skip("there is no such entry now, and only " + place + " of it is restored");
        }
        JsonNode live = ExactJson.parse(now.get().content().value());
        Optional<JsonNode> part =
                place.in(ExactJson.parse(row.json().path("value").asString()));
        if (part.isEmpty()) {
            return Decision.skip("there was nothing at " + place);
        }
        Optional<JsonNode> merged = place.with(live, part.get());
        if (merged.isEmpty()) {
            return Decision.conflict("its value is now such that there is no place " + place + " in it");
        }
        EntryContent before = now.get().content();
        EntryContent after = new EntryContent(ExactJson.text(merged.get()), before.users(), before.attributes());
        return Contents.areSame(before, after) ? Decision.unchanged() : decide(now.get(), Optional.of(after));
    }

    /** About an entry that is there and not as it should be. */
    private Decision decide(StoredEntry now, Optional<EntryContent> wanted) {
        return switch (ifChanged) {
            case OVERWRITE -> new Decision.Change(wanted);
            case SKIP -> Decision.skip("it was written since");
            case FAIL ->
                Decision.conflict(
                        "it was written since: found revision " + now.version().revision());
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
