package dev.gantry.writeback.sinks;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.gantry.job.Kind;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Template;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.writeback.Changed;
import dev.gantry.writeback.Guards;
import dev.gantry.writeback.act.Acting;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.act.Verdict;
import dev.gantry.writeback.act.Wishes;
import dev.gantry.writeback.journal.Target;

/**
 * The sink {@code group-memberships}: gives members of a group roles and takes them, one member for each row.
 *
 * @param role as id, path or name
 */
public record GroupMemberships(
        String group, Template user, Deed deed, Template role, WhenMissing missing, Guards guards) implements Acting {

    /** What is done with the role. */
    public enum Deed {
        /** The member has it afterwards, beside others. */
        ASSIGN,
        /** The member does not have it afterwards. */
        UNASSIGN,
        /** The member has it and no other but that of every member. */
        ROLE
    }

    private static final int LONGEST_ROLE = 200;

    public static final Kind<GroupMemberships> KIND = new Kind<>(
            "group-memberships",
            "Gives members of a group roles and takes them, one member for each row. Can be undone: each has the roles of before",
            Shape.object(fields -> {
                var group = Changed.groupIn(fields);
                var user = fields.required("user", Template.SHAPE, "The member, as in {.user} or {.userId}");
                var assign = fields.optional(
                        "assign", Template.SHAPE, "The role that is given beside others: its id, path or name");
                var unassign = fields.optional("unassign", Template.SHAPE, "The role that is taken");
                var role = fields.optional(
                        "role",
                        Template.SHAPE,
                        "The role that the member is to have, all others being taken but that of every member");
                var missing = fields.withDefault(
                        "missing",
                        Shape.oneOf(WhenMissing.class),
                        WhenMissing.FAIL,
                        "What to do about rows whose user is no member: reject them, or skip them");
                var guards = Guards.in(fields);
                return given -> {
                    List<Named> named = Stream.of(
                                    given.get(assign).map(each -> new Named(Deed.ASSIGN, each)),
                                    given.get(unassign).map(each -> new Named(Deed.UNASSIGN, each)),
                                    given.get(role).map(each -> new Named(Deed.ROLE, each)))
                            .flatMap(Optional::stream)
                            .toList();
                    if (named.size() != 1) {
                        throw new IllegalArgumentException(
                                "exactly one of assign:, unassign: and role: says what the change is, found "
                                        + named.size());
                    }
                    return new GroupMemberships(
                            given.get(group),
                            given.get(user),
                            named.getFirst().deed(),
                            named.getFirst().role(),
                            given.get(missing),
                            guards.apply(given));
                };
            }));

    private record Named(Deed deed, Template role) {}

    @Override
    public List<ApiOperation> operations() {
        return switch (deed) {
            case ASSIGN -> List.of(GroupRoles.LIST, MembershipRequests.LIST, MembershipRequests.ASSIGN);
            case UNASSIGN -> List.of(GroupRoles.LIST, MembershipRequests.LIST, MembershipRequests.UNASSIGN);
            case ROLE ->
                List.of(
                        GroupRoles.LIST,
                        MembershipRequests.LIST,
                        MembershipRequests.ASSIGN,
                        MembershipRequests.UNASSIGN);
        };
    }

    @Override
    public List<Changed> changed() {
        return List.of(Changed.group(group));
    }

    @Override
    public Optional<String> staysDone() {
        return Optional.empty();
    }

    @Override
    public String target() {
        return "memberships of group " + group;
    }

    @Override
    public void check(Row row) {
        target(row);
        RowValues.name(row, "role", role, LONGEST_ROLE);
    }

    private Target target(Row row) {
        return new Target(KIND.key(), ResourcePath.of("groups", group, "memberships", RowValues.id(row, "user", user)));
    }

    @Override
    public Remote remote() {
        return new MembershipRequests();
    }

    @Override
    public Wishes wishes(OpenCloud cloud) {
        return new OfRows(this, new GroupRoles(cloud, group));
    }

    /** What rows want, told with the group's roles at hand. */
    private record OfRows(GroupMemberships options, GroupRoles roles) implements Wishes {

        @Override
        public Target target(Row row) {
            return options.target(row);
        }

        @Override
        public Verdict decide(Row row, Optional<String> now) throws InterruptedException {
            if (now.isEmpty()) {
                return options.missing.verdict(row, "the user is not a member of group " + options.group);
            }
            String role = roles.path(row, RowValues.name(row, "role", options.role, LONGEST_ROLE));
            SortedSet<String> held = MembershipRequests.roles(now.get());
            SortedSet<String> wanted = new TreeSet<>(held);
            switch (options.deed) {
                case ASSIGN -> wanted.add(role);
                case UNASSIGN -> wanted.remove(role);
                case ROLE -> {
                    wanted.retainAll(List.of(roles.ofEveryMember()));
                    wanted.add(role);
                }
            }
            return wanted.equals(held) ? Verdict.unchanged() : Verdict.change(MembershipRequests.image(wanted));
        }
    }
}
