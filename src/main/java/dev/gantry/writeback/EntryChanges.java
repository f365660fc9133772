package dev.gantry.writeback;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.job.Field;
import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.DataStores;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.UniverseClass;

/**
 * The sink {@code data-store-entries}: changes entries of a standard data store, one for each row. What a job says of it; a run
 * {@linkplain #connect connects} it.
 *
 * @param guards what prevents harm
 * @param locking what is done about entries that somebody has
 */
public record EntryChanges(EntryEdit edit, Guards guards, Locking locking) implements Changes {

    public static final Kind<EntryChanges> KIND = new Kind<>(
            "data-store-entries",
            "Changes entries of a standard data store, one for each row: set, update, increment or delete. Journaled, so that it"
                    + " can be planned and undone",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe that has the store");
                var dataStore = fields.required("data-store", Template.SHAPE, "The store, perhaps made of the row");
                var scope = fields.withDefault(
                        "scope", Template.SHAPE, Template.plain("global"), "global", "The scope of the entries");
                var id = fields.required(
                        "id", Template.SHAPE, "The key of the entry that a row changes, as in Player_{.userId}");
                var value = WrittenValue.in(fields);
                var missing = fields.withDefault(
                        "missing",
                        Shape.oneOf(Missing.class),
                        Missing.FAIL,
                        "What to do about rows whose entry is not there: reject them, skip them, or create it");
                var once = fields.optional(
                        "once",
                        Shape.text("[!-~]+", 100, "a name without spaces"),
                        "A name that is kept in the attributes of each entry that is changed; entries that have it are skipped,"
                                + " so that a second run changes nothing");
                var users = fields.optional(
                        "users",
                        kept(),
                        "keep, or jq over the stored list of users that gives the new one; $row is the row");
                var attributes = fields.optional(
                        "attributes",
                        kept(),
                        "keep, or jq over the stored attributes that gives the new ones; $row is the row");
                var guards = Guards.in(fields);
                var locking = Locking.in(fields);
                return given -> {
                    var edit = new EntryEdit(
                            given.get(universe),
                            given.get(dataStore),
                            given.get(scope),
                            given.get(id),
                            value.of(given),
                            given.get(missing),
                            given.get(once).map(Marker::new),
                            given.get(users).flatMap(kept -> kept),
                            given.get(attributes).flatMap(kept -> kept));
                    refuseNonsense(edit);
                    return new EntryChanges(edit, guards.apply(given), locking.apply(given));
                };
            }));

    /** {@code keep}, which is the empty one, or an expression over what is stored. */
    private static Shape<Optional<Jq>> kept() {
        return Shape.parsed(
                "keep or a jq expression",
                "",
                text -> text.equals("keep") ? Optional.empty() : Optional.of(Jq.compile(text, NewValue.ROW)));
    }

    private static void refuseNonsense(EntryEdit edit) {
        if (!(edit.value() instanceof NewValue.Delete)) {
            return;
        }
        if (edit.missing() == Missing.CREATE) {
            throw new IllegalArgumentException("delete: true and missing: create contradict each other");
        }
        if (edit.once().isPresent()
                || edit.users().isPresent()
                || edit.attributes().isPresent()) {
            throw new IllegalArgumentException(
                    "a deleted entry has no attributes and users, so once:, users: and attributes: have no place beside"
                            + " delete: true");
        }
    }

    /** The fields of which exactly one is written. */
    private record WrittenValue(
            Field<Optional<Jq>> set, Field<Optional<Jq>> update, Field<Optional<Jq>> increment, Field<Boolean> delete) {

        static WrittenValue in(Fields fields) {
            return new WrittenValue(
                    fields.optional("set", Jq.shapeWith(NewValue.ROW), "jq over the row that gives the new value"),
                    fields.optional(
                            "update",
                            Jq.shapeWith(NewValue.ROW),
                            "jq over the stored value that gives the new one, as in .coins += $row.coins"),
                    fields.optional(
                            "increment", Jq.shapeWith(NewValue.ROW), "jq over the row that gives an integer to add"),
                    fields.withDefault("delete", Shape.bool(), false, "true marks the entries as deleted"));
        }

        NewValue of(Given given) {
            List<NewValue> written = Stream.of(
                            given.get(set).<NewValue>map(NewValue.Set::new),
                            given.get(update).<NewValue>map(NewValue.Update::new),
                            given.get(increment).<NewValue>map(NewValue.Increment::new),
                            given.get(delete)
                                    ? Optional.<NewValue>of(new NewValue.Delete())
                                    : Optional.<NewValue>empty())
                    .flatMap(Optional::stream)
                    .toList();
            if (written.size() != 1) {
                throw new IllegalArgumentException(
                        "exactly one of set:, update:, increment: and delete: true says what the change is, found "
                                + written.size());
            }
            return written.getFirst();
        }
    }

    @Override
    public List<ApiOperation> operations() {
        return edit.value() instanceof NewValue.Delete
                ? List.of(DataStores.GET_ENTRY, StoredEntries.DELETE)
                : edit.missing() == Missing.CREATE
                        ? List.of(DataStores.GET_ENTRY, StoredEntries.UPDATE, StoredEntries.CREATE)
                        : List.of(DataStores.GET_ENTRY, StoredEntries.UPDATE);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(edit.universe()));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }

    @Override
    public WritingSink<EntryAddress> connect(Writing writing) {
        return sink(writing).of(edit, writing);
    }

    @Override
    public WritingSink<EntryAddress> connectToPlanned(Writing writing) {
        return sink(writing).ofPlanned(writing);
    }

    private EntriesSink sink(Writing writing) {
        UniverseClass writes = edit.value() instanceof NewValue.Delete ? UniverseClass.REMOVE : UniverseClass.WRITE;
        return new EntriesSink(target(), new Estimate(writing.cloud(), edit.universe(), writes), guards, locking);
    }

    @Override
    public String target() {
        return "entries of data store " + edit.dataStore() + " of universe " + edit.universe();
    }

    @Override
    public void check(Row row) {
        edit.address(row);
    }
}
