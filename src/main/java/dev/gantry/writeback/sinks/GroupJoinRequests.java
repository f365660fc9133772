package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.ActingByRow;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.node.JsonNodeFactory;

/** The sink {@code group-join-requests}: accepts those who ask to join a group, or declines them, one for each row. */
public record GroupJoinRequests(String group, Template user, boolean accepts, WhenMissing missing, Guards guards)
        implements ActingByRow {

    private static final ApiOperation LIST = Catalog.ofProgram().operation("Cloud_ListGroupJoinRequests");
    private static final ApiOperation ACCEPT = Catalog.ofProgram().operation("Cloud_AcceptGroupJoinRequest");
    private static final ApiOperation DECLINE = Catalog.ofProgram().operation("Cloud_DeclineGroupJoinRequest");

    /** Images: of somebody who asks, and of a member. Somebody who is neither has none. */
    private static final String ASKS = "{\"status\":\"asks\"}";

    private static final String MEMBER = "{\"status\":\"member\"}";

    public static final Kind<GroupJoinRequests> KIND = new Kind<>(
            "group-join-requests",
            "Accepts users who ask to join a group, or declines them, one for each row. Cannot be undone",
            Shape.object(fields -> {
                var group = Changed.groupIn(fields);
                var user = fields.required("user", Template.SHAPE, "The user, as in {.user} or {.userId}");
                var accept = fields.withDefault("accept", Shape.bool(), false, "true makes the users members");
                var decline = fields.withDefault("decline", Shape.bool(), false, "true turns the users away");
                var missing = fields.withDefault(
                        "missing",
                        Shape.oneOf(WhenMissing.class),
                        WhenMissing.FAIL,
                        "What to do about rows whose user does not ask to join: reject them, or skip them");
                var guards = Guards.in(fields);
                return given -> {
                    if (given.get(accept).equals(given.get(decline))) {
                        throw new IllegalArgumentException(
                                "either accept: true or decline: true says what is done with the requests");
                    }
                    return new GroupJoinRequests(
                            given.get(group),
                            given.get(user),
                            given.get(accept),
                            given.get(missing),
                            guards.apply(given));
                };
            }));

    @Override
    public List<ApiOperation> operations() {
        return accepts
                ? List.of(LIST, MembershipRequests.LIST, ACCEPT)
                : List.of(LIST, MembershipRequests.LIST, DECLINE);
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.group(group));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.of("who was accepted or declined has no request any more that could be put back");
    }

    @Override
    public String target() {
        return "join requests of group " + group;
    }

    @Override
    public Remote remote() {
        return new Requests(accepts);
    }

    @Override
    public Target target(Row row) {
        return new Target(
                KIND.key(), ResourcePath.of("groups", group, "join-requests", RowValues.id(row, "user", user)));
    }

    @Override
    public Verdict decide(Row row, Optional<String> now) {
        if (now.isEmpty()) {
            return accepts ? missing.verdict(row, "the user does not ask to join group " + group) : Verdict.unchanged();
        }
        if (now.get().equals(MEMBER)) {
            return accepts ? Verdict.unchanged() : missing.verdict(row, "the user is a member of group " + group);
        }
        return accepts ? Verdict.change(MEMBER) : Verdict.delete();
    }

    /** Requests as Open Cloud has them ({@code GroupJoinRequest} of the OpenAPI document, checked on 2026-11-26). */
    private record Requests(boolean accepts) implements Remote.Kept {

        @Override
        public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
            String filter = "user == 'users/" + ResourcePath.id(target.name()) + "'";
            if (Listed.first(cloud, ResourcePath.request(LIST, target.name()).withQuery("filter", filter))
                    .isPresent()) {
                return Optional.of(ASKS);
            }
            Request memberships = ResourcePath.request(MembershipRequests.LIST, target.name());
            return Listed.first(cloud, memberships.withQuery("filter", filter)).map(member -> MEMBER);
        }

        @Override
        public boolean isSame(String one, String other) {
            return one.equals(other);
        }

        @Override
        public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
            cloud.call(ResourcePath.request(
                            accepts ? ACCEPT : DECLINE, act.target().name())
                    .withBody(JsonNodeFactory.instance.objectNode()));
            return act.after();
        }
    }
}
