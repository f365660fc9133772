package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The sink for messages: publishes them to the live servers of a universe, one for each row ({@code
 * PublishUniverseMessageRequest} of the OpenAPI document, checked on 2026-11-26).
 */
public record Messages(UniverseId universe, Template topic, Template message, Guards guards) implements ActingByRow {

    private static final ApiOperation PUBLISH = Catalog.ofProgram().operation("Cloud_PublishUniverseMessage");
    private static final int LONGEST_TOPIC = 80;
    private static final int LONGEST_MESSAGE = 1_024;

    public static final Kind<Messages> KIND = new Kind<>(
            "messages",
            "Publishes messages to the live servers of a universe, one for each row; none twice. Cannot be undone",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe");
                var topic = fields.required("topic", Template.SHAPE, "The topic that servers listen to");
                var message = fields.required(
                        "message",
                        Template.SHAPE,
                        "The message; an expression that comes to an object or list is sent as JSON");
                var guards = Guards.in(fields);
                return given ->
                        new Messages(given.get(universe), given.get(topic), given.get(message), guards.apply(given));
            }));

    @Override
    public List<ApiOperation> operations() {
        return List.of(PUBLISH);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.universe(universe));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.of("a message that was sent cannot be called back");
    }

    @Override
    public String target() {
        return "messages to universe " + universe;
    }

    @Override
    public void check(Row row) {
        target(row);
        text(row);
    }

    /** Servers get messages in any order, so they are sent side by side. */
    @Override
    public Remote remote() {
        return new PostRequests(PUBLISH, false);
    }

    @Override
    public Target target(Row row) {
        return new Target(
                KIND.key(),
                ResourcePath.of(
                        "universes",
                        universe.toString(),
                        "topics",
                        RowValues.name(row, "topic", topic, LONGEST_TOPIC)));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        return Verdict.change(ExactJson.text(JsonNodeFactory.instance
                .objectNode()
                .put("topic", RowValues.name(row, "topic", topic, LONGEST_TOPIC))
                .put("message", text(row))));
    }

    private String text(Row row) {
        JsonNode value = message.value(row);
        String text = value.isString() ? value.stringValue() : RowValues.json(row, "message", value);
        return RowValues.atMost(row, "message", text, 1, LONGEST_MESSAGE);
    }
}
