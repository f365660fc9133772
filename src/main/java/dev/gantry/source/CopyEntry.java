package dev.gantry.source;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryContent;
import dev.gantry.opencloud.EntryId;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.PastEntry;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.Stage;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads each listed entry to the letter as it was at a moment. Every listed key becomes a row, whatever became of it: {@link
 * EntryCopies} says which.
 */
final class CopyEntry implements Stage.Fetch {
    private static final int BYTES_BESIDE = 300;

    private final StoredEntries entries;
    private final DataStores stores;
    private final UniverseId universe;
    private final Moment moment;
    private final Errors.Skip tolerated;
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** @param tolerated how many entries may fail, after all repeats, before the run does */
    CopyEntry(StoredEntries entries, DataStores stores, UniverseId universe, Moment moment, Errors.Skip tolerated) {
        this.entries = entries;
        this.stores = stores;
        this.universe = universe;
        this.moment = moment;
        this.tolerated = tolerated;
    }

    @Override
    public Item fetch(Item item) throws InterruptedException {
        Row listed = Objects.requireNonNull(item.row());
        read.incrementAndGet();
        EntryAddress address = address(universe, listed);
        if (!canBeAsked(address)) {
            return told(item, address, "unreadable", "its key holds half a character (a lone surrogate)");
        }
        try {
            Optional<PastEntry> found = entries.at(address, moment.time());
            if (found.isPresent()) {
                return copied(item, address, found.get());
            }
            return ReadEntry.isOverwritten(stores, address, moment)
                    ? told(
                            item,
                            address,
                            "unreadable",
                            "written again within its hour, and no snapshot kept what it was")
                    : told(item, address, "absent", "");
        } catch (OpenCloudException trouble) {
            return told(item, address, state(trouble), String.valueOf(trouble.getMessage()));
        }
    }

    /** The address that a listed row names. */
    static EntryAddress address(UniverseId universe, Row listed) {
        return new EntryAddress(
                universe,
                new DataStoreId(listed.json().path("dataStore").asString()),
                new ScopeId(listed.json().path("scope").asString()),
                new EntryId(listed.json().path("id").asString()));
    }

    /** No request can name a key that holds half a character. */
    static boolean canBeAsked(EntryAddress address) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(address.id().value());
    }

    /** What a refusal of one entry is to the run: where it is more than that, it is thrown. */
    private String state(OpenCloudException trouble) {
        if (trouble instanceof OpenCloudException.Refused refused) {
            switch (refused.kind()) {
                case INVALID, CONFLICT, NOT_FOUND -> {
                    return "unreadable";
                }
                case UNAUTHENTICATED, DENIED, THROTTLED -> throw refused;
                case UNAVAILABLE -> {}
            }
        }
        if (!tolerated.allows(failed.incrementAndGet(), read.get())) {
            throw trouble;
        }
        return "failed";
    }

    private static Item copied(Item item, EntryAddress address, PastEntry found) {
        EntryContent content = found.entry().content();
        ObjectNode json = named(address);
        json.put("ordered", false);
        json.put("value", content.value());
        json.put("users", content.users());
        json.put("attributes", content.attributes());
        json.put("revision", found.entry().version().revision());
        json.put("created", found.createTime());
        json.put("updated", found.revisionCreateTime());
        return item.with(row(address, json), content.value().length() + BYTES_BESIDE, Item.Outcome.ROW);
    }

    private static Item told(Item item, EntryAddress address, String state, String reason) {
        ObjectNode json = named(address).put("state", state).put("reason", reason);
        return item.with(
                row(address, json),
                BYTES_BESIDE,
                state.equals("absent") ? Item.Outcome.ABSENT : Item.Outcome.UNREADABLE);
    }

    static ObjectNode named(EntryAddress address) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dataStore", address.dataStore().value())
                .put("scope", address.scope().value())
                .put("id", address.id().value());
    }

    static Row row(EntryAddress address, ObjectNode json) {
        return new Row(address.dataStore() + "/" + address.scope() + "/" + address.id(), json);
    }
}
