package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sink {@code user-restrictions}: bans users of a universe or a place, or frees them, one for each row.
 *
 * @param place empty: the whole universe
 * @param ban empty: the users are freed
 */
public record UserRestrictions(
        UniverseId universe, Optional<Template> place, Template user, Optional<Ban> ban, Guards guards)
        implements ActingByRow {

    private static final int LONGEST_DISPLAY_REASON = 400;
    private static final int LONGEST_PRIVATE_REASON = 1_000;

    /**
     * How a user is restricted.
     *
     * @param duration empty: for ever
     */
    public record Ban(
            Optional<Template> duration, Template displayReason, Template privateReason, boolean excludeAltAccounts) {

        static final Shape<Ban> SHAPE = Shape.object(fields -> {
            var duration = fields.optional(
                    "duration", Template.SHAPE, "How long, such as 12h, 7d or {.days}d; without it for ever");
            var displayReason = fields.withDefault(
                    "display-reason", Template.SHAPE, Template.plain(""), "", "What the user is told");
            var privateReason = fields.withDefault(
                    "private-reason", Template.SHAPE, Template.plain(""), "", "What only moderators see");
            var excludeAltAccounts = fields.withDefault(
                    "exclude-alt-accounts", Shape.bool(), false, "Whether the user's other accounts may still join");
            return given -> new Ban(
                    given.get(duration),
                    given.get(displayReason),
                    given.get(privateReason),
                    given.get(excludeAltAccounts));
        });

        private ObjectNode image(Row row) {
            ObjectNode image = JsonNodeFactory.instance.objectNode().put("active", true);
            duration.ifPresent(time -> image.put("duration", RowValues.seconds(row, "duration", time)));
            return image.put(
                            "displayReason",
                            RowValues.text(row, "display-reason", displayReason, LONGEST_DISPLAY_REASON))
                    .put("privateReason", RowValues.text(row, "private-reason", privateReason, LONGEST_PRIVATE_REASON))
                    .put("excludeAltAccounts", excludeAltAccounts);
        }
    }

    public static final Kind<UserRestrictions> KIND = new Kind<>(
            "user-restrictions",
            "Bans users of a universe, or frees them, one for each row; nobody twice. Can be undone: each is restricted as before",
            Shape.object(fields -> {
                var universe = Changed.universeIn(fields, "The universe");
                var place = fields.optional("place", Template.SHAPE, "Only this place of it");
                var user = fields.required("user", Template.SHAPE, "The user, as in {.userId}");
                var ban = fields.optional("ban", Ban.SHAPE, "Bans the users; {} does so for ever and without a reason");
                var unban = fields.withDefault("unban", Shape.bool(), false, "true frees the users");
                var guards = Guards.in(fields);
                return given -> {
                    if (given.get(ban).isPresent() == given.get(unban)) {
                        throw new IllegalArgumentException("either ban: or unban: true says what is done to the users");
                    }
                    return new UserRestrictions(
                            given.get(universe),
                            given.get(place),
                            given.get(user),
                            given.get(ban),
                            guards.apply(given));
                };
            }));

    @Override
    public List<ApiOperation> operations() {
        return place.isPresent()
                ? List.of(RestrictionRequests.GET_OF_PLACE, RestrictionRequests.UPDATE_OF_PLACE)
                : List.of(RestrictionRequests.GET, RestrictionRequests.UPDATE);
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
        return "user restrictions of universe " + universe;
    }

    @Override
    public void check(Row row) {
        target(row);
        ban.ifPresent(wanted -> wanted.image(row));
    }

    @Override
    public Remote remote() {
        return new RestrictionRequests();
    }

    @Override
    public Target target(Row row) {
        String id = RowValues.id(row, "user", user);
        String name = place.map(template -> ResourcePath.of(
                        "universes",
                        universe.toString(),
                        "places",
                        RowValues.id(row, "place", template),
                        "user-restrictions",
                        id))
                .orElseGet(() -> ResourcePath.of("universes", universe.toString(), "user-restrictions", id));
        return new Target(KIND.key(), name);
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        String after = ExactJson.text(ban.map(wanted -> wanted.image(row))
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("active", false)));
        return now.isPresent() && RestrictionRequests.areSame(after, now.get())
                ? Verdict.unchanged()
                : Verdict.change(after);
    }
}
