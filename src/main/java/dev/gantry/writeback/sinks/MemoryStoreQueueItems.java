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
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.Canary;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sink {@code memory-store-queue-items}: adds items to a queue, one for each row, in their order ({@code MemoryStoreQueueItem} of
 * the OpenAPI document, checked on 2026-11-26).
 */
public record MemoryStoreQueueItems(
        UniverseId universe,
        Template queue,
        Jq data,
        Optional<Template> priority,
        Optional<Template> ttl,
        Guards guards)
        implements ActingByRow {

    private static final ApiOperation CREATE = Catalog.ofProgram().operation("Cloud_CreateMemoryStoreQueueItem");
    private static final int LONGEST_NAME = 128;

    public static final Kind<MemoryStoreQueueItems> KIND = new Kind<>(
            "memory-store-queue-items",
            "Adds items to a memory store's queue, one for each row, in their order; none twice. Cannot be undone",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe");
                var queue = fields.required("queue", Template.SHAPE, "The queue's id, perhaps made of the row");
                var data = fields.required("data", Jq.SHAPE, "jq over the row that gives what the item holds");
                var priority =
                        fields.optional("priority", Template.SHAPE, "A number; items of a higher one are read first");
                var ttl = fields.optional("ttl", Template.SHAPE, "How long the item waits to be read, such as 1h");
                var guards = Guards.in(fields);
                return given -> new MemoryStoreQueueItems(
                        given.get(universe),
                        given.get(queue),
                        given.get(data),
                        given.get(priority),
                        given.get(ttl),
                        inOrder(guards.apply(given)));
            }));

    /** A sample would overtake the rows before it. */
    private static Guards inOrder(Guards guards) {
        if (guards.canary().filter(Canary.Percent.class::isInstance).isPresent()) {
            throw new IllegalArgumentException(
                    "items of a queue keep the order of their rows, so canary: is a number here, not a percentage: so many"
                            + " are added first");
        }
        return guards;
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of(CREATE);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(universe));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.of("an item of a queue has no name by which it could be taken out");
    }

    @Override
    public String target() {
        return "items of queue " + queue + " of universe " + universe;
    }

    @Override
    public void check(Row row) {
        target(row);
        item(row);
    }

    @Override
    public Remote remote() {
        return new PostRequests(CREATE, true);
    }

    @Override
    public Target target(Row row) {
        return new Target(
                KIND.key(),
                ResourcePath.of(
                        "universes",
                        universe.toString(),
                        "memory-store",
                        "queues",
                        RowValues.name(row, "queue", queue, LONGEST_NAME),
                        "items"));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        return Verdict.change(item(row));
    }

    private String item(Row row) {
        JsonNode held = data.one(row, row.json(), Map.of());
        RowValues.checkStored(row, "data", held);
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        item.set("data", held);
        priority.ifPresent(template -> {
            JsonNode value = template.value(row);
            if (!value.isNumber()) {
                throw RowValues.rejected(row, "priority: comes to what is no number");
            }
            item.set("priority", value);
        });
        ttl.ifPresent(template -> item.put("ttl", RowValues.lifetime(row, "ttl", template)));
        return RowValues.json(row, "priority", item);
    }
}
