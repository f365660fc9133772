package dev.gantry.source;

import java.util.Objects;
import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.Received;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads each listed entry whole: the entry as Open Cloud has it, with what the listing's row said. */
record ReadEntry(DataStores stores, Template universe) implements Stage.Fetch {

    @Override
    public Item fetch(Item item) throws InterruptedException {
        Row listed = Objects.requireNonNull(item.row());
        EntryAddress address = new EntryAddress(
                UniverseId.parse(
                        universe.text(new Row(listed.id(), listed.json().path("parent")))),
                new DataStoreId(listed.json().path("dataStore").asString()),
                new ScopeId(listed.json().path("scope").asString()),
                new EntryId(listed.json().path("id").asString()));
        Optional<Received> received = stores.get(address);
        if (received.isEmpty()) {
            return item.without(Item.Outcome.VANISHED);
        }
        if (received.get().json() instanceof ObjectNode entry) {
            for (var said : listed.json().properties()) {
                JsonNode value = said.getValue();
                entry.set(said.getKey(), value);
            }
        }
        return item.with(
                new Row(listed.id(), received.get().json()), received.get().bytes());
    }
}
