package dev.gantry.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.gantry.call.Arguments;
import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.opencloud.DataStoreId;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.OpenCloud;
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
 * The source {@code data-store-entries}: entries of standard data stores, as they are or as they were at a moment. Each
 * scope of each store is a part, and a large one several.
 */
public record DataStoreEntries(EntrySelection selection, EntryReading reading, Division division) implements Component {

    public static final Kind<DataStoreEntries> KIND = new Kind<>(
            "data-store-entries",
            "Entries of standard data stores: id, value, users, attributes, state, revision and times, with the store and"
                    + " scope",
            Shape.object(fields -> {
                var selection = EntrySelection.Written.in(fields);
                var reading = EntryReading.Written.in(fields);
                var division = fields.withDefault(
                        "partitions",
                        Division.SHAPE,
                        Division.AUTO,
                        "auto",
                        "Into how many parts a large store is divided by what ids begin with, to read them side by side:"
                                + " auto, none, or about so many for each scope of each store. What belongs to none of"
                                + " them is one part more");
                return given -> new DataStoreEntries(selection.of(given), reading.of(given), given.get(division));
            }));

    @Override
    public String name() {
        return KIND.key();
    }

    @Override
    public List<ApiOperation> operations() {
        List<ApiOperation> operations = new ArrayList<>(List.of(DataStores.LIST_ENTRIES));
        if (reading.values()) {
            operations.add(DataStores.GET_ENTRY);
        }
        if (selection.looksStoresUp()) {
            operations.add(DataStores.LIST_STORES);
        }
        if (reading.takesSnapshot()) {
            operations.add(DataStores.SNAPSHOT);
        }
        return operations;
    }

    @Override
    public boolean needsRow() {
        return selection.needsRow();
    }

    @Override
    public Optional<String> whyNotBelow() {
        if (!selection.isOne()) {
            return Optional.of("it reads one scope of one store for each row there: name one, without *");
        }
        if (reading.asOf().filter(asOf -> !(asOf instanceof AsOf.Time)).isPresent()) {
            return Optional.of(
                    "as-of: now and snapshot are settled once, when the outermost source begins; name a time");
        }
        return division.isAsked() ? Optional.of("partitions: divides only the outermost source") : Optional.empty();
    }

    /** The snapshot comes last, because there is only one a day: whatever else may be wrong shows before it. */
    @Override
    public List<Partition> partitions(Access access) throws InterruptedException {
        DataStores stores = new DataStores(access.cloud());
        UniverseId universe = UniverseId.parse(selection.universe().constant());
        List<EntryPart> parts = selection.parts(stores);
        if (reading.values() || division.isAsked()) {
            parts = division.of(parts, part -> new EntryListing(stores, universe, part, reading.listsDeleted()));
        }
        Optional<Moment> moment = settled(stores, universe);
        return EntryPart.named(parts.stream().map(part -> part.with(moment)).toList());
    }

    private Optional<Moment> settled(DataStores stores, UniverseId universe) throws InterruptedException {
        return reading.asOf().isPresent()
                ? Optional.of(reading.asOf().get().settle(stores, universe))
                : Optional.empty();
    }

    /** Settled once for all parts. */
    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return partitions.stream()
                .findFirst()
                .flatMap(partition -> EntryPart.of(partition).moment())
                .map(Moment::time);
    }

    @Override
    public List<Stage> stages(Partition partition, Access access) {
        EntryListing listing = listing(EntryPart.of(partition), access.cloud());
        listing.part()
                .moment()
                .ifPresent(moment -> moment.check(listing.stores().now()));
        return stages(parent -> listing, listing.part().moment(), access);
    }

    @Override
    public List<Stage> stagesBelow(Access access) {
        DataStores stores = new DataStores(access.cloud());
        Optional<Moment> moment = reading.asOf().map(asOf -> new Moment(((AsOf.Time) asOf).time(), false));
        moment.ifPresent(named -> named.check(stores.now()));
        return stages(
                parent -> new EntryListing(
                        stores,
                        UniverseId.parse(selection.universe().text(parent)),
                        new EntryPart(
                                new DataStoreId(
                                        selection.dataStores().getFirst().text(parent)),
                                new ScopeId(selection.scopes().getFirst().text(parent)),
                                selection.prefix().text(parent),
                                new EntryPart.Share.Whole(),
                                moment),
                        reading.listsDeleted()),
                moment,
                access);
    }

    private List<Stage> stages(Function<Row, EntryListing> below, Optional<Moment> moment, Access access) {
        Stage.Lists ids = new Stage.Lists(new Ids(below));
        return reading.values()
                ? List.of(
                        ids,
                        new Stage.Reads(new ReadEntry(
                                new DataStores(access.cloud()), selection.universe(), reading.deleted(), moment)))
                : List.of(ids);
    }

    /** The ids below each row. */
    private record Ids(Function<Row, EntryListing> below) implements Level {
        @Override
        public Listing below(@Nullable Row parent) {
            return below.apply(parent == null ? Arguments.NO_ROW : parent);
        }

        @Override
        public @Nullable Row row(@Nullable Row parent, Listing listing, JsonNode listed) {
            return ((EntryListing) listing).row(parent, listed);
        }
    }

    /** A store that has been divided is there, whatever one of its parts holds. */
    @Override
    public RowReader.EmptyCheck whenEmpty(Partition partition, Access access) {
        EntryPart part = EntryPart.of(partition);
        return part.share() instanceof EntryPart.Share.Whole
                ? () -> new StoreExists(listing(part, access.cloud())).check()
                : () -> {};
    }

    private EntryListing listing(EntryPart part, OpenCloud cloud) {
        return new EntryListing(
                new DataStores(cloud), UniverseId.parse(selection.universe().constant()), part, reading.listsDeleted());
    }
}
