package dev.gantry.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Nearest;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import tools.jackson.databind.JsonNode;

/**
 * Each key of data stores, with what Roblox still keeps of its entry as it was at a moment: rows {@code {dataStore, scope, id, state,
 * version, reason}}, of which {@code state} is one of {@link Chance} in small letters, {@code version} the time of what can be read,
 * RFC 3339 or empty, and {@code reason} is for people and may be empty.
 *
 * @param dataStores names
 * @param isKept whether a snapshot kept all that was current at the moment
 */
public record RecoverableEntries(
        UniverseId universe, List<String> dataStores, ScopeId scope, String prefix, Instant moment, boolean isKept)
        implements RowSource {

    /** What can be read of an entry as it was at a moment. */
    public enum Chance {
        /** What it was. */
        EXACT,
        /** What it was before; it was written again within the hour of the moment, so that what it was then may be lost. */
        NEAREST_EARLIER,
        /** It was there, and nothing of then or before is kept: only what came later. */
        ONLY_CURRENT,
        /** It was there, and its versions of then are more than 30 days old. */
        EXPIRED,
        /** It was not there. */
        DID_NOT_EXIST,
        /** Open Cloud does not give it. */
        UNREADABLE;

        /** As rows have it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public RecoverableEntries {
        dataStores = List.copyOf(dataStores);
    }

    @Override
    public String name() {
        return "recoverable";
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return Optional.of(moment);
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                DataStores.LIST_STORES, DataStores.LIST_ENTRIES, DataStores.GET_ENTRY, StoredEntries.LIST_REVISIONS);
    }

    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        DataStores stores = new DataStores(access.cloud());
        if (moment.isAfter(stores.now())) {
            throw new UserMistake("--as-of " + moment + " has not come yet (it is " + stores.now() + ").");
        }
        Map<String, StoreState> known = new LinkedHashMap<>();
        StoreState.list(stores, universe, "").forEach(store -> known.put(store.name(), store));
        List<EntryPart> parts = new ArrayList<>();
        for (String name : dataStores) {
            refuseUnreadable(name, known);
            parts.add(new EntryPart(
                    new DataStoreId(name),
                    scope,
                    scope.equals(ScopeId.ALL) ? "" : prefix,
                    new EntryPart.Share.Whole(),
                    Optional.empty()));
        }
        return EntryPart.named(parts);
    }

    private void refuseUnreadable(String name, Map<String, StoreState> known) {
        @Nullable StoreState store = known.get(name);
        if (store == null) {
            throw new UserMistake("Universe " + universe + " has no data store " + name
                    + Nearest.to(name, List.copyOf(known.keySet()))
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("."));
        }
        if (store.isDeleted()) {
            throw new UserMistake("Data store " + name + " is marked for deletion until " + store.expires()
                    + ", so nothing of it can be read. gantry restore --deleted-between takes that back.");
        }
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        DataStores stores = new DataStores(access.cloud());
        EntryListing listing = new EntryListing(stores, universe, EntryPart.of(partition), true);
        return new RowReader(
                List.of(
                        new Stage.Lists(new Keys(listing, prefix)),
                        new Stage.Reads(new JudgeEntry(
                                new StoredEntries(access.cloud()), universe, moment, isKept, stores::now))),
                access.cloud().concurrency(),
                bounds,
                stopping,
                () -> {});
    }

    /** The keys that are wanted. */
    private record Keys(EntryListing listing, String prefix) implements Level {
        @Override
        public Listing below(@Nullable Row parent) {
            return listing;
        }

        @Override
        public @Nullable Row row(@Nullable Row parent, Listing of, JsonNode listed) {
            @Nullable Row row = listing.row(parent, listed);
            return row != null && row.json().path("id").asString().startsWith(prefix) ? row : null;
        }
    }
}
