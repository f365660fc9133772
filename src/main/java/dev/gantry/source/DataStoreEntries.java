package dev.gantry.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * The source {@code data-store-entries}: every entry of one or more standard data stores, a partition a store.
 *
 * @param dataStores names, or prefixes that end in {@code *}
 * @param scope one scope, or {@link ScopeId#ALL}
 * @param prefix of the ids to be read; may be empty
 * @param values whether each entry is read, or only its id listed
 */
public record DataStoreEntries(
        UniverseId universe, List<String> dataStores, ScopeId scope, String prefix, boolean values)
        implements RowSource {

    public static final Kind<DataStoreEntries> KIND = new Kind<>(
            "data-store-entries",
            "Entries of standard data stores: id, value, users, attributes, revision and times, with the store and scope",
            Shape.object(fields -> {
                var universe = fields.required(
                        "universe",
                        Shape.parsed("a universe id such as 123456", "[0-9]{1,18}", "", UniverseId::parse),
                        "The universe (experience) that the stores belong to");
                var dataStores = fields.required(
                        "data-store",
                        Shape.listOrOne(Shape.parsed("a data store name", "", "", DataStoreEntries::named)),
                        "A store, a prefix of store names that ends in *, or a list of these");
                var scope = fields.withDefault(
                        "scope",
                        Shape.parsed("a scope", "", "", ScopeId::new),
                        ScopeId.GLOBAL,
                        "global",
                        "The scope to read; \"-\" for all scopes");
                var prefix = fields.withDefault(
                        "prefix", Shape.text(), "", "Only entries whose id begins with this, for example Player_");
                var values = fields.withDefault(
                        "values", Shape.bool(), true, "Whether to read each entry; false lists ids only");
                return given -> new DataStoreEntries(
                        given.get(universe),
                        given.get(dataStores),
                        given.get(scope),
                        given.get(prefix),
                        given.get(values));
            }));

    public DataStoreEntries {
        dataStores = List.copyOf(dataStores);
    }

    @Override
    public List<String> partitions(OpenCloud cloud) throws InterruptedException {
        DataStores stores = new DataStores(cloud);
        Set<String> names = new LinkedHashSet<>();
        for (String name : dataStores) {
            if (isPrefix(name)) {
                names.addAll(withPrefix(stores, name.substring(0, name.length() - 1)));
            } else {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            String partition, OpenCloud cloud, ReadBounds bounds, BooleanSupplier stopping) {
        var listing = new EntryLister.Listing(universe, new DataStoreId(partition), scope, prefix);
        return new EntryReader(new DataStores(cloud), listing, values, bounds, stopping);
    }

    private Set<String> withPrefix(DataStores stores, String start) throws InterruptedException {
        Set<String> found = new LinkedHashSet<>();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<DataStoreId> page = stores.list(universe, start, token);
            page.items().forEach(store -> found.add(store.value()));
            token = page.nextAfter(token, "the data stores of universe " + universe);
        } while (token.isPresent());
        if (found.isEmpty()) {
            throw new UserMistake("No data store of universe " + universe + " begins with \"" + start
                    + "\". Check data-store: and universe: of the source.");
        }
        return found;
    }

    private static String named(String name) {
        String checked = isPrefix(name) ? name.substring(0, name.length() - 1) : name;
        if (!checked.isEmpty() || !isPrefix(name)) {
            new DataStoreId(checked);
        }
        return name;
    }

    private static boolean isPrefix(String name) {
        return name.endsWith("*");
    }
}
