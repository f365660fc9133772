package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Map;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * The sink {@code notifications}: notifies users from a universe, one for each row ({@code UserNotification} of the OpenAPI document,
 * checked on 2026-11-26).
 *
 * @param message the id of the template of messages
 * @param parameters of that template; a number goes as an integer, all else as text
 */
public record Notifications(
        UniverseId universe,
        Template user,
        Template message,
        Map<String, Template> parameters,
        Optional<Template> launchData,
        Optional<Template> category,
        Guards guards)
        implements ActingByRow {

    private static final ApiOperation CREATE = Catalog.ofProgram().operation("Cloud_CreateUserNotification");
    private static final int LONGEST_LAUNCH_DATA = 200;
    private static final int LONGEST_TEXT = 1_000;

    public static final Kind<Notifications> KIND = new Kind<>(
            "notifications",
            "Notifies users from a universe, one for each row; none twice. Cannot be undone",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe that the notifications are from");
                var user = fields.required("user", Template.SHAPE, "The user, as in {.userId}");
                var message = fields.required(
                        "message", Template.SHAPE, "The id of the message's template, as Creator Dashboard shows it");
                var parameters = fields.withDefault(
                        "parameters",
                        Shape.mapOf(Shape.anyScalar("a value, perhaps with jq in braces", Template::parse)),
                        Map.of(),
                        "Values for the parameters of the template, by name");
                var launchData = fields.optional(
                        "launch-data", Template.SHAPE, "What the game is told when the user joins by it");
                var category =
                        fields.optional("category", Template.SHAPE, "By which Creator Dashboard groups its analytics");
                var guards = Guards.in(fields);
                return given -> new Notifications(
                        given.get(universe),
                        given.get(user),
                        given.get(message),
                        given.get(parameters),
                        given.get(launchData),
                        given.get(category),
                        guards.apply(given));
            }));

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
        return Optional.of("a notification that was sent cannot be called back");
    }

    @Override
    public String target() {
        return "notifications from universe " + universe;
    }

    @Override
    public void check(Row row) {
        target(row);
        body(row);
    }

    @Override
    public Remote remote() {
        return new PostRequests(CREATE, true);
    }

    @Override
    public Target target(Row row) {
        return new Target(KIND.key(), ResourcePath.of("users", RowValues.id(row, "user", user), "notifications"));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        return Verdict.change(ExactJson.text(body(row)));
    }

    private ObjectNode body(Row row) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("source").put("universe", "universes/" + universe);
        ObjectNode payload = body.putObject("payload").put("type", "MOMENT");
        payload.put("messageId", RowValues.name(row, "message", message, LONGEST_TEXT));
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, template) -> values.set(name, parameter(row, name, template.value(row))));
        if (!values.isEmpty()) {
            payload.set("parameters", values);
        }
        launchData.ifPresent(template -> payload.putObject("joinExperience")
                .put("launchData", RowValues.text(row, "launch-data", template, LONGEST_LAUNCH_DATA)));
        category.ifPresent(template -> payload.putObject("analyticsData")
                .put("category", RowValues.text(row, "category", template, LONGEST_TEXT)));
        return body;
    }

    private static ObjectNode parameter(Row row, String name, JsonNode value) {
        ObjectNode parameter = JsonNodeFactory.instance.objectNode();
        if (value.isContainer() || value.isNull()) {
            throw RowValues.rejected(row, "parameters: " + name + " comes to what is neither a text nor a number");
        }
        return value.isIntegralNumber()
                ? parameter.put("int64Value", RowValues.integer(row, name, value))
                : parameter.put("stringValue", value.asString());
    }
}
