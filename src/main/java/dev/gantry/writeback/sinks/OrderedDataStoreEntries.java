package dev.gantry.writeback.sinks;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.Missing;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.Target;

/** The sink {@code ordered-data-store-entries}: sets, increments or deletes entries of an ordered data store, one for each row. */
public record OrderedDataStoreEntries(
        UniverseId universe, Template store, Template scope, Template id, Value value, Missing missing, Guards guards)
        implements ActingByRow {

    private static final int LONGEST_NAME = 50;

    /** Where the new integer comes from. */
    public sealed interface Value {

        /** An expression over the row. */
        record Set(Jq jq) implements Value {}

        /** An expression over the row: what is added. */
        record Increment(Jq jq) implements Value {}

        /** There is to be none. */
        record Delete() implements Value {}
    }

    public static final Kind<OrderedDataStoreEntries> KIND = new Kind<>(
            "ordered-data-store-entries",
            "Changes entries of an ordered data store, one for each row: set, increment or delete. Can be undone",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe that has the store");
                var store = fields.required("ordered-data-store", Template.SHAPE, "The store, perhaps made of the row");
                var scope = fields.withDefault(
                        "scope", Template.SHAPE, Template.plain("global"), "global", "The scope of the entries");
                var id = fields.required(
                        "id", Template.SHAPE, "The key of the entry that a row changes, as in Player_{.userId}");
                var set = fields.optional("set", Jq.SHAPE, "jq over the row that gives the new integer");
                var increment = fields.optional("increment", Jq.SHAPE, "jq over the row that gives an integer to add");
                var delete = fields.withDefault("delete", Shape.bool(), false, "true deletes the entries");
                var missing = fields.withDefault(
                        "missing",
                        Shape.oneOf(Missing.class),
                        Missing.FAIL,
                        "What to do about rows whose entry is not there: reject them, skip them, or create it");
                var guards = Guards.in(fields);
                return given -> {
                    Value value = WhatToDo.onlyOne(
                            "set:, increment: and delete: true",
                            List.of(
                                    given.get(set).map(Value.Set::new),
                                    given.get(increment).map(Value.Increment::new),
                                    given.get(delete) ? Optional.of(new Value.Delete()) : Optional.empty()));
                    WhatToDo.refuseToCreateForDeleting(given.get(delete), given.get(missing));
                    return new OrderedDataStoreEntries(
                            given.get(universe),
                            given.get(store),
                            given.get(scope),
                            given.get(id),
                            value,
                            given.get(missing),
                            guards.apply(given));
                };
            }));

    @Override
    public List<ApiOperation> operations() {
        ApiOperation write = switch (value) {
            case Value.Set set -> OrderedRequests.UPDATE;
            case Value.Increment increment -> OrderedRequests.INCREMENT;
            case Value.Delete delete -> OrderedRequests.DELETE;
        };
        return missing == Missing.CREATE
                ? List.of(OrderedRequests.GET, write, OrderedRequests.CREATE)
                : List.of(OrderedRequests.GET, write);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(universe));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }

    @Override
    public String target() {
        return "ordered data store " + store + " of universe " + universe;
    }

    @Override
    public Remote remote() {
        return new OrderedRequests(value instanceof Value.Increment);
    }

    @Override
    public Target target(Row row) {
        return new Target(
                KIND.key(),
                ResourcePath.of(
                        "universes",
                        universe.toString(),
                        "ordered-data-stores",
                        RowValues.name(row, "ordered-data-store", store, LONGEST_NAME),
                        "scopes",
                        RowValues.name(row, "scope", scope, LONGEST_NAME),
                        "entries",
                        RowValues.name(row, "id", id, LONGEST_NAME)));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        Optional<Verdict> missed = now.isEmpty() ? WhatToDo.whereMissing(row, missing, "entry") : Optional.empty();
        if (missed.isPresent()) {
            return missed.get();
        }
        Optional<String> after = switch (value) {
            case Value.Set(Jq jq) -> Optional.of(Long.toString(integer(row, "set", jq)));
            case Value.Increment(Jq jq) -> Optional.of(sum(row, jq, now));
            case Value.Delete() -> Optional.empty();
        };
        return after.equals(now) ? Verdict.unchanged() : new Verdict.Change(after);
    }

    private static String sum(Row row, Jq jq, Optional<String> now) {
        BigInteger sum = new BigInteger(now.orElse("0")).add(BigInteger.valueOf(integer(row, "increment", jq)));
        if (sum.bitLength() >= Long.SIZE) {
            throw RowValues.rejected(row, "the sum is beyond what 64 bits hold");
        }
        return sum.toString();
    }

    private static long integer(Row row, String option, Jq jq) {
        return RowValues.integer(row, option, jq.one(row, row.json(), Map.of()));
    }
}
