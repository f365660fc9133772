package dev.gantry.source;

import java.time.DateTimeException;
import java.time.Instant;
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

/**
 * Reads each listed entry whole: the entry as Open Cloud has it, with what the listing's row said.
 *
 * @param deleted whether those that cannot be read, because they are marked as deleted, are rows nevertheless
 * @param moment that is read; empty: as they are
 */
record ReadEntry(DataStores stores, Template universe, boolean deleted, Optional<Moment> moment)
        implements Stage.Fetch {

    private static final String STATE = "state";
    private static final String DELETED = "DELETED";

    @Override
    public Item fetch(Item item) throws InterruptedException {
        Row listed = Objects.requireNonNull(item.row());
        EntryAddress address = new EntryAddress(
                UniverseId.parse(
                        universe.text(new Row(listed.id(), listed.json().path("parent")))),
                new DataStoreId(listed.json().path("dataStore").asString()),
                new ScopeId(listed.json().path("scope").asString()),
                new EntryId(listed.json().path("id").asString()));
        Optional<Received> received =
                moment.isPresent() ? stores.get(address, moment.get().time()) : stores.get(address);
        if (received.isPresent()) {
            return item.with(whole(listed, received.get()), received.get().bytes());
        }
        if (moment.isPresent()) {
            return item.without(
                    isOverwritten(stores, address, moment.get()) ? Item.Outcome.OVERWRITTEN : Item.Outcome.ABSENT);
        }
        return deleted ? item.with(tombstone(listed), item.bytes()) : item.without(Item.Outcome.VANISHED);
    }

    private static Row whole(Row listed, Received received) {
        if (received.json() instanceof ObjectNode entry) {
            for (var said : listed.json().properties()) {
                if (!said.getKey().equals(STATE)) {
                    JsonNode value = said.getValue();
                    entry.set(said.getKey(), value);
                }
            }
        }
        return new Row(listed.id(), received.json());
    }

    private static Row tombstone(Row listed) {
        ObjectNode json = ((ObjectNode) listed.json()).deepCopy();
        return new Row(listed.id(), json.put(STATE, DELETED));
    }

    /**
     * Whether an entry that cannot be read as of the moment was there nevertheless: without a snapshot what was current is
     * lost where it is written again within its hour.
     */
    static boolean isOverwritten(DataStores stores, EntryAddress address, Moment when) throws InterruptedException {
        if (when.isKept()) {
            return false;
        }
        Optional<Received> now = stores.get(address);
        String created =
                now.map(entry -> entry.json().path("createTime").asString("")).orElse("");
        try {
            return !created.isEmpty() && !Instant.parse(created).isAfter(when.time());
        } catch (DateTimeException unreadable) {
            return false;
        }
    }
}
