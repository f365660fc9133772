package dev.gantry.writeback.sinks;

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
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.Missing;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sink {@code memory-store-sorted-map-items}: sets, updates or deletes items of a sorted map, one for each row.
 *
 * @param sortKey empty: it stays as it is
 * @param ttl of items that are written; empty: they end when they would have ended
 */
public record MemoryStoreSortedMapItems(
        UniverseId universe,
        Template map,
        Template id,
        Value value,
        Optional<Template> sortKey,
        Optional<Template> ttl,
        Missing missing,
        Guards guards)
        implements ActingByRow {

    private static final String ROW = "row";
    private static final int LONGEST_NAME = 128;

    /** Where the new value comes from. */
    public sealed interface Value {

        /** An expression over the row. */
        record Set(Jq jq) implements Value {}

        /** An expression over the stored value; null where there is none. */
        record Update(Jq jq) implements Value {}

        /** There is to be none. */
        record Delete() implements Value {}
    }

    public static final Kind<MemoryStoreSortedMapItems> KIND = new Kind<>(
            "memory-store-sorted-map-items",
            "Changes items of a memory store's sorted map, one for each row: set, update or delete. Can be undone while they live",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe");
                var map = fields.required("sorted-map", Template.SHAPE, "The map's id, perhaps made of the row");
                var id = fields.required("id", Template.SHAPE, "The item's id, as in {.userId}");
                var set = fields.optional("set", Jq.shapeWith(ROW), "jq over the row that gives the new value");
                var update = fields.optional(
                        "update",
                        Jq.shapeWith(ROW),
                        "jq over the stored value that gives the new one; $row is the row");
                var delete = fields.withDefault("delete", Shape.bool(), false, "true deletes the items");
                var sortKey = fields.optional(
                        "sort-key", Template.SHAPE, "What the item is sorted by: a number or a text; else it stays");
                var ttl = fields.optional(
                        "ttl",
                        Template.SHAPE,
                        "How long an item that is written lives, such as 1h; else as long as before");
                var missing = fields.withDefault(
                        "missing",
                        Shape.oneOf(Missing.class),
                        Missing.FAIL,
                        "What to do about rows whose item is not there: reject them, skip them, or create it");
                var guards = Guards.in(fields);
                return given -> {
                    Value value = WhatToDo.onlyOne(
                            "set:, update: and delete: true",
                            List.of(
                                    given.get(set).map(Value.Set::new),
                                    given.get(update).map(Value.Update::new),
                                    given.get(delete) ? Optional.of(new Value.Delete()) : Optional.empty()));
                    WhatToDo.refuseToCreateForDeleting(given.get(delete), given.get(missing));
                    return new MemoryStoreSortedMapItems(
                            given.get(universe),
                            given.get(map),
                            given.get(id),
                            value,
                            given.get(sortKey),
                            given.get(ttl),
                            given.get(missing),
                            guards.apply(given));
                };
            }));

    @Override
    public List<ApiOperation> operations() {
        ApiOperation write = value instanceof Value.Delete ? SortedMapRequests.DELETE : SortedMapRequests.UPDATE;
        return missing == Missing.CREATE
                ? List.of(SortedMapRequests.GET, write, SortedMapRequests.CREATE)
                : List.of(SortedMapRequests.GET, write);
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
        return "items of sorted map " + map + " of universe " + universe;
    }

    @Override
    public void check(Row row) {
        target(row);
        ttl.ifPresent(template -> RowValues.lifetime(row, "ttl", template));
    }

    @Override
    public Remote remote() {
        return new SortedMapRequests();
    }

    @Override
    public Target target(Row row) {
        return new Target(
                KIND.key(),
                ResourcePath.of(
                        "universes",
                        universe.toString(),
                        "memory-store",
                        "sorted-maps",
                        RowValues.name(row, "sorted-map", map, LONGEST_NAME),
                        "items",
                        RowValues.name(row, "id", id, LONGEST_NAME)));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        Optional<Verdict> missed = now.isEmpty() ? WhatToDo.whereMissing(row, missing, "item") : Optional.empty();
        if (missed.isPresent()) {
            return missed.get();
        }
        if (value instanceof Value.Delete) {
            return Verdict.delete();
        }
        String after = RowValues.json(row, "sort-key", after(row, now.map(ExactJson::parse)));
        return now.isPresent() && SortedMapRequests.areSame(after, now.get())
                ? Verdict.unchanged()
                : Verdict.change(after);
    }

    private ObjectNode after(Row row, Optional<JsonNode> now) {
        JsonNode stored =
                now.map(item -> item.path(SortedMapRequests.VALUE)).orElseGet(JsonNodeFactory.instance::nullNode);
        JsonNode computed = switch (value) {
            case Value.Set(Jq jq) -> jq.one(row, row.json(), Map.of(ROW, row.json()));
            case Value.Update(Jq jq) -> jq.one(row, stored, Map.of(ROW, row.json()));
            case Value.Delete() -> throw new IllegalStateException("nothing is computed of what is deleted");
        };
        RowValues.checkStored(row, "the new value", computed);
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        after.set(SortedMapRequests.VALUE, computed);
        if (sortKey.isPresent()) {
            putSortKey(row, after, sortKey.get().value(row));
        } else {
            now.ifPresent(item -> SortedMapRequests.copy(item, after, SortedMapRequests.SORT_KEYS));
        }
        if (ttl.isPresent()) {
            after.put(SortedMapRequests.TTL, RowValues.lifetime(row, "ttl", ttl.get()));
        } else {
            now.ifPresent(item -> SortedMapRequests.copy(item, after, List.of(SortedMapRequests.EXPIRY)));
        }
        return after;
    }

    private static void putSortKey(Row row, ObjectNode item, JsonNode key) {
        if (key.isNumber()) {
            item.set(SortedMapRequests.SORT_KEYS.getFirst(), key);
        } else if (key.isString() && key.stringValue().length() <= LONGEST_NAME) {
            item.set(SortedMapRequests.SORT_KEYS.getLast(), key);
        } else {
            throw RowValues.rejected(
                    row,
                    "sort-key: comes to what is neither a number nor a text of at most " + LONGEST_NAME
                            + " characters");
        }
    }
}
