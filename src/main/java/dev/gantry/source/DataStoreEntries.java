package dev.gantry.source;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.UserMistake;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Page;
import dev.gantry.opencloud.PageToken;
import dev.gantry.opencloud.PagedList;
import dev.gantry.opencloud.ScopeId;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.walk.Level;
import dev.gantry.source.walk.Listing;
import dev.gantry.source.walk.RowReader;
import dev.gantry.source.walk.Stage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The source {@code data-store-entries}: every entry of one or more standard data stores, a partition a store.
 *
 * @param dataStores names, or prefixes that end in {@code *}
 * @param scope one scope, or {@link ScopeId#ALL}
 * @param prefix of the ids to be read; may be empty
 * @param values whether each entry is read, or only its id listed
 */
public record DataStoreEntries(
        Template universe, List<Template> dataStores, Template scope, Template prefix, boolean values)
        implements Component {

    private static final String STORE = "store";

    public static final Kind<DataStoreEntries> KIND = new Kind<>(
            "data-store-entries",
            "Entries of standard data stores: id, value, users, attributes, revision and times, with the store and scope",
            Shape.object(fields -> {
                var universe = fields.required(
                        "universe",
                        checked("a universe id such as 123456", UniverseId::parse),
                        "The universe (experience) that the stores belong to");
                var dataStores = fields.required(
                        "data-store",
                        Shape.listOrOne(checked("a data store name", DataStoreEntries::named)),
                        "A store, a prefix of store names that ends in *, or a list of these");
                var scope = fields.withDefault(
                        "scope",
                        checked("a scope", ScopeId::new),
                        Template.plain(ScopeId.GLOBAL.value()),
                        "global",
                        "The scope to read; \"-\" for all scopes");
                var prefix = fields.withDefault(
                        "prefix",
                        Template.SHAPE,
                        Template.plain(""),
                        "",
                        "Only entries whose id begins with this, for example Player_");
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

    /** A text that is right as it is, or that a row is needed for. */
    private static Shape<Template> checked(String what, Function<String, ?> check) {
        return Shape.parsed(what, "", text -> {
            Template template = Template.parse(text);
            if (template.isConstant()) {
                var unused = check.apply(template.constant());
            }
            return template;
        });
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

    @Override
    public String name() {
        return KIND.key();
    }

    @Override
    public List<ApiOperation> operations() {
        return DataStores.operations(values, dataStores.stream().anyMatch(name -> isPrefix(name.toString())));
    }

    @Override
    public boolean needsRow() {
        return !universe.isConstant()
                || !scope.isConstant()
                || !prefix.isConstant()
                || dataStores.stream().anyMatch(name -> !name.isConstant());
    }

    @Override
    public List<Partition> partitions(OpenCloud cloud) throws InterruptedException {
        Set<String> names = new LinkedHashSet<>();
        for (Template store : dataStores) {
            String name = store.constant();
            if (isPrefix(name)) {
                names.addAll(withPrefix(cloud, name.substring(0, name.length() - 1)));
            } else {
                names.add(name);
            }
        }
        return names.stream()
                .map(name -> new Partition(name, Map.of(STORE, name)))
                .toList();
    }

    private Set<String> withPrefix(OpenCloud cloud, String start) throws InterruptedException {
        UniverseId of = UniverseId.parse(universe.constant());
        PagedList stores = new DataStores(cloud).list(of, start);
        Set<String> found = new LinkedHashSet<>();
        Optional<PageToken> token = Optional.empty();
        do {
            Page<JsonNode> page = stores.page(token);
            page.items().forEach(store -> found.add(store.path("id").asString()));
            token = page.nextAfter(token, "the data stores of universe " + of);
        } while (token.isPresent());
        if (found.isEmpty()) {
            throw new UserMistake("No data store of universe " + of + " begins with \"" + start
                    + "\". Check data-store: and universe: of the source.");
        }
        return found;
    }

    @Override
    public List<Stage> stages(Partition partition, OpenCloud cloud) {
        EntryListing listing = listing(partition, cloud);
        return stages(parent -> listing, cloud);
    }

    @Override
    public List<Stage> stagesBelow(OpenCloud cloud) {
        if (dataStores.size() != 1 || isPrefix(dataStores.getFirst().toString())) {
            throw new UserMistake(
                    "data-store-entries below another source reads one store for each row: name it, without *.");
        }
        return stages(
                parent -> new EntryListing(
                        new DataStores(cloud),
                        UniverseId.parse(universe.text(parent)),
                        new DataStoreId(dataStores.getFirst().text(parent)),
                        new ScopeId(scope.text(parent)),
                        prefix.text(parent)),
                cloud);
    }

    private List<Stage> stages(Function<Row, EntryListing> below, OpenCloud cloud) {
        Stage.Lists ids = new Stage.Lists(new Ids(below));
        return values ? List.of(ids, new Stage.Reads(new ReadEntry(new DataStores(cloud), universe))) : List.of(ids);
    }

    /** The ids below each row. */
    private record Ids(Function<Row, EntryListing> below) implements Level {
        @Override
        public Listing below(@Nullable Row parent) {
            return below.apply(parent == null ? Arguments.NO_ROW : parent);
        }

        @Override
        public Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            return ((EntryListing) listing).row(parent, listed);
        }
    }

    @Override
    public RowReader.EmptyCheck whenEmpty(Partition partition, OpenCloud cloud) {
        return () -> new StoreExists(listing(partition, cloud)).check();
    }

    private EntryListing listing(Partition partition, OpenCloud cloud) {
        return new EntryListing(
                new DataStores(cloud),
                UniverseId.parse(universe.constant()),
                new DataStoreId(partition.about().getOrDefault(STORE, partition.name())),
                new ScopeId(scope.constant()),
                prefix.constant());
    }
}
