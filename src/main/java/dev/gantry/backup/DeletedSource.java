package dev.gantry.backup;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.erase.Owners;
import dev.gantry.job.Nearest;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.Access;
import dev.gantry.source.Between;
import dev.gantry.source.OneBatch;
import dev.gantry.source.Partition;
import dev.gantry.source.StoreState;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What was deleted between two moments and is still deleted: entries as they were before, as rows like those of {@link RestoreSource},
 * each store a partition; and stores that are marked for deletion, as rows {@code {dataStore, undelete: true}}.
 */
record DeletedSource(UniverseId universe, Between between, Wish wish, Owners erased) implements LeavesOut {
    private static final Logger LOG = LoggerFactory.getLogger(DeletedSource.class);
    private static final String STORE = "store";
    private static final String DELETED = "deleted";
    private static final String FILES = "files";

    @Override
    public String name() {
        return "restore";
    }

    @Override
    public DeletedSource without(Owners others) {
        return new DeletedSource(universe, between, wish, others);
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return Optional.empty();
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(
                DataStores.LIST_STORES, DataStores.LIST_ENTRIES, StoredEntries.LIST_REVISIONS, DataStores.GET_ENTRY);
    }

    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        List<StoreState> stores = StoreState.list(new DataStores(access.cloud()), universe, "");
        refuseUnknownStores(stores);
        List<Partition> partitions = new ArrayList<>();
        for (StoreState store : stores) {
            if (wish.isOf(store.name())) {
                partition(store).ifPresent(partitions::add);
            }
        }
        if (partitions.isEmpty()) {
            throw new UserMistake("No data store was deleted between " + between.from() + " and " + between.to()
                    + ", and there is none whose entries could have been. Check --universe and --data-store.");
        }
        return partitions;
    }

    private void refuseUnknownStores(List<StoreState> stores) {
        List<String> known = stores.stream().map(StoreState::name).toList();
        for (Wish.Renamed wanted : wish.stores()) {
            if (!known.contains(wanted.from())) {
                throw new UserMistake("Universe " + universe + " has no data store " + wanted.from()
                        + Nearest.to(wanted.from(), known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(", not even one that is marked for deletion."));
            }
        }
    }

    private Optional<Partition> partition(StoreState store) {
        String files = wish.fingerprint();
        if (!store.isDeleted()) {
            return Optional.of(new Partition(store.name(), Map.of(STORE, store.name(), FILES, files)));
        }
        Optional<Instant> deleted = store.deleted();
        if (deleted.isEmpty()) {
            LOG.warn(
                    "Data store {} is marked for deletion, and Open Cloud does not say since when: it is left as it is.",
                    store.name());
        }
        return deleted.filter(between::has)
                .filter(time -> !wish.isOfSingleEntries())
                .map(time -> new Partition(
                        store.name() + " (deleted)",
                        Map.of(STORE, store.name(), DELETED, time.toString(), FILES, files)));
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        Map<String, String> about = partition.about();
        wish.refuseIfChanged(about.getOrDefault(FILES, ""));
        String store = about.getOrDefault(STORE, "");
        if (about.containsKey(DELETED)) {
            return new OneBatch(
                    erased.ownStore(false, store)
                            ? List.of()
                            : List.of(undeletion(store, Instant.parse(about.getOrDefault(DELETED, "")))));
        }
        Tombstones tombstones = new Tombstones(
                new DataStores(access.cloud()), universe, new DataStoreId(store), wish, wish.selection());
        DeletedEntry deleted = new DeletedEntry(
                new StoredEntries(access.cloud()),
                universe,
                between,
                wish,
                wish.selection().without(erased));
        return new RowReader(
                List.of(new Stage.Lists(tombstones), new Stage.Reads(deleted)),
                access.cloud().concurrency(),
                bounds,
                stopping,
                () -> {});
    }

    private static Row undeletion(String store, Instant deleted) {
        return new Row(
                Deletion.at(store, deleted).row(),
                JsonNodeFactory.instance.objectNode().put("dataStore", store).put("undelete", true));
    }
}
