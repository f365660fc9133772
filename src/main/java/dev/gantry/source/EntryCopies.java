package dev.gantry.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Errors;
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
 * Everything that is in data stores as it was at one moment: each key that is listed becomes one row, whatever became of it.
 *
 * <p>Rows, all members texts unless said otherwise: an entry {@code {dataStore, scope, id, ordered: boolean, value, users,
 * attributes, revision, created, updated}}, of which value, users and attributes are JSON exactly as Open Cloud sent it; a key
 * without one {@code {dataStore, scope, id, state: absent|unreadable|failed, reason}}; and, after the entries of each part, its
 * store {@code {store, created, expires, lost: boolean}}.
 *
 * @param dataStores names, or prefixes that end in {@code *}
 * @param scope one, or all
 * @param prefix of the ids; may be empty
 * @param ordered ordered stores, which no list names
 * @param changed only of keys that were changed then; empty: of all
 * @param tolerated how many entries of a part may fail, after all repeats, before the run does
 */
public record EntryCopies(
        UniverseId universe,
        List<String> dataStores,
        ScopeId scope,
        String prefix,
        List<OrderedStore> ordered,
        AsOf asOf,
        Optional<Between> changed,
        Errors.Skip tolerated)
        implements RowSource {
    private static final String ORDERED = "ordered-store";
    private static final String SCOPE = "scope";
    private static final String DELETED = "deleted-store";
    private static final String CREATED = "created";
    private static final String EXPIRES = "expires";

    /** One scope of an ordered store. */
    public record OrderedStore(DataStoreId dataStore, ScopeId scope) {}

    public EntryCopies {
        dataStores = List.copyOf(dataStores);
        ordered = List.copyOf(ordered);
    }

    @Override
    public String name() {
        return "backup";
    }

    /** The same, but going on when so many entries fail. */
    public EntryCopies tolerating(Errors.Skip failures) {
        return new EntryCopies(universe, dataStores, scope, prefix, ordered, asOf, changed, failures);
    }

    @Override
    public List<ApiOperation> operations() {
        List<ApiOperation> operations = new ArrayList<>();
        if (!dataStores.isEmpty()) {
            operations.addAll(List.of(DataStores.LIST_STORES, DataStores.LIST_ENTRIES, DataStores.GET_ENTRY));
        }
        if (asOf instanceof AsOf.Snapshot) {
            operations.add(DataStores.SNAPSHOT);
        }
        if (!ordered.isEmpty()) {
            operations.add(DataStores.LIST_ORDERED);
        }
        return operations;
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return partitions.stream()
                .filter(partition -> !partition.about().containsKey(ORDERED))
                .findFirst()
                .flatMap(partition -> EntryPart.of(partition).moment())
                .map(Moment::time);
    }

    /** The moment that is read, where the job names it. */
    public Optional<Instant> named() {
        return asOf instanceof AsOf.Time(Instant time) ? Optional.of(time) : Optional.empty();
    }

    /**
     * What goes first is read first: ordered stores keep no versions, and every write takes them further from the moment; what else
     * was current then lives for 30 days at least.
     *
     * <p>Stores are listed after the moment is settled, so that none is missed that was there then; and before it, because there is
     * one snapshot a day: what may be wrong shows first.
     */
    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        DataStores stores = new DataStores(access.cloud());
        var unused = wanted(stores);
        Moment moment = asOf.settle(stores, universe);
        List<EntryPart> parts = new ArrayList<>();
        List<Partition> deleted = new ArrayList<>();
        for (StoreState store : wanted(stores)) {
            EntryPart part = new EntryPart(
                    new DataStoreId(store.name()), scope, prefix, new EntryPart.Share.Whole(), Optional.of(moment));
            if (store.wasDeletedBy(moment.time())) {
                deleted.add(deleted(store, part));
            } else {
                parts.add(part);
            }
        }
        List<EntryPart> divided = parts.isEmpty()
                ? parts
                : Division.AUTO.of(parts, part -> new EntryListing(stores, universe, part, true));
        List<Partition> partitions = new ArrayList<>();
        ordered.forEach(store -> partitions.add(ordered(store)));
        partitions.addAll(EntryPart.named(divided));
        partitions.addAll(deleted);
        return partitions;
    }

    private static Partition deleted(StoreState store, EntryPart part) {
        Map<String, String> about = new LinkedHashMap<>(part.about());
        about.put(DELETED, store.name());
        about.put(CREATED, store.created());
        about.put(EXPIRES, store.expires());
        return new Partition(store.name() + " (deleted)", about);
    }

    private static Partition ordered(OrderedStore store) {
        return new Partition(
                store.dataStore() + " " + store.scope() + " (ordered)",
                Map.of(ORDERED, store.dataStore().value(), SCOPE, store.scope().value()));
    }

    /** @throws UserMistake if the universe has no such store */
    private List<StoreState> wanted(DataStores stores) throws InterruptedException {
        Map<String, StoreState> found = new LinkedHashMap<>();
        for (String name : dataStores) {
            boolean isPrefix = name.endsWith("*");
            String start = isPrefix ? name.substring(0, name.length() - 1) : name;
            List<StoreState> matching = StoreState.list(stores, universe, start).stream()
                    .filter(store -> isPrefix || store.name().equals(name))
                    .toList();
            if (matching.isEmpty()) {
                throw new UserMistake("Universe " + universe + " has no data store "
                        + (!isPrefix
                                ? "\"" + name + "\""
                                : start.isEmpty() ? "" : "whose name begins with \"" + start + "\"")
                        + ". Check data-stores: and universe: of the backup.");
            }
            matching.forEach(store -> found.put(store.name(), store));
        }
        return List.copyOf(found.values());
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        DataStores stores = new DataStores(access.cloud());
        Map<String, String> about = partition.about();
        if (about.containsKey(DELETED)) {
            StoreState store = new StoreState(
                    about.getOrDefault(DELETED, ""), about.getOrDefault(CREATED, ""), about.getOrDefault(EXPIRES, ""));
            return new OneBatch(List.of(store.row(false)));
        }
        if (about.containsKey(ORDERED)) {
            OrderedCopy level = new OrderedCopy(
                    stores,
                    universe,
                    new DataStoreId(about.getOrDefault(ORDERED, "")),
                    new ScopeId(about.getOrDefault(SCOPE, "")));
            return reader(List.of(new Stage.Lists(level)), access, bounds, stopping);
        }
        EntryPart part = EntryPart.of(partition);
        Moment moment = part.moment().orElseThrow();
        moment.check(stores.now());
        EntryListing listing = new EntryListing(stores, universe, part, true);
        StoredEntries entries = new StoredEntries(access.cloud());
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage.Lists(new Keys(new CopyListing(listing))));
        changed.ifPresent(
                between -> stages.add(new Stage.Reads(new ChangedWithin(entries, universe, between, stores::now))));
        stages.add(new Stage.Reads(new CopyEntry(entries, stores, universe, moment, tolerated)));
        return new ThenStore(
                reader(stages, access, bounds, stopping),
                stores,
                universe,
                part.store().value());
    }

    private static RowReader reader(List<Stage> stages, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        return new RowReader(stages, access.cloud().concurrency(), bounds, stopping, () -> {});
    }

    /** The keys of a part. */
    private record Keys(CopyListing listing) implements Level {
        @Override
        public Listing below(@Nullable Row parent) {
            return listing;
        }

        @Override
        public @Nullable Row row(@Nullable Row parent, Listing of, JsonNode listed) {
            return listing.entries().row(parent, listed);
        }
    }
}
