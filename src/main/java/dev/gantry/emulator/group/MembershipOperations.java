package dev.gantry.emulator.group;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

import dev.gantry.emulator.group.Group.Member;
import dev.gantry.emulator.group.Roles.Role;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import tools.jackson.core.JsonGenerator;

/** {@code Cloud_*GroupMembership*} of the OpenAPI document (checked 2026-11-23). A membership's id is the user's. */
final class MembershipOperations {
    private static final String ALL_GROUPS = "-";

    private final Groups groups;

    /** A member of a group, for a list that spans groups. */
    private record Membership(Group group, Member member) {
        String position() {
            return group.id() + "/" + member.userId();
        }
    }

    MembershipOperations(Groups groups) {
        this.groups = groups;
    }

    List<Operation> operations() {
        return List.of(
                Operation.of("Cloud_ListGroupMemberships", this::list),
                Operation.of("Cloud_UpdateGroupMembership", this::update),
                Operation.of("Cloud_AssignRoleGroupMembership", call -> change(call, true)),
                Operation.of("Cloud_UnassignRoleGroupMembership", call -> change(call, false)));
    }

    private Answer list(Call call) {
        MembershipFilter filter =
                MembershipFilter.parse(call.parameter("filter").orElse(""));
        boolean spans = call.variable("group_id").equals(ALL_GROUPS);
        if (spans && filter.users().isEmpty()) {
            throw Refused.invalid("groups/- needs a filter that names users, as in user in ['users/1']");
        }
        List<Group> asked = spans ? groups.all() : List.of(groups.of(call));
        Page page = Page.of(call);
        int slash = page.after().indexOf('/');
        long group = slash < 0 ? 0 : Long.parseLong(page.after().substring(0, slash));
        long user = slash < 0 ? 0 : Long.parseLong(page.after().substring(slash + 1));
        List<Membership> found = asked.stream()
                .filter(each -> each.id() >= group)
                .flatMap(each -> memberships(each, filter, each.id() == group ? user : 0))
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, Membership::position, (json, each) -> write(json, each.group(), each.member()));
    }

    private static Stream<Membership> memberships(Group group, MembershipFilter filter, long after) {
        Stream<Member> members = filter.users().isEmpty()
                ? group.members(after)
                : filter.users().stream()
                        .distinct()
                        .sorted()
                        .filter(user -> user > after)
                        .map(group::member)
                        .flatMap(Optional::stream);
        return members.filter(member -> filter.role()
                        .map(path -> member.roles().stream().anyMatch(role -> path.equals(path(group, role))))
                        .orElse(true))
                .map(member -> new Membership(group, member));
    }

    private Answer update(Call call) {
        Group group = groups.of(call);
        Member member = member(call, group);
        Role role = role(call, group);
        return changed(call, group, member, new LinkedHashSet<>(List.of(role.id())));
    }

    private Answer change(Call call, boolean assign) {
        Group group = groups.of(call);
        Member member = member(call, group);
        Role role = role(call, group);
        SequencedSet<Long> held = new LinkedHashSet<>(member.roles());
        boolean isOther = assign ? held.add(role.id()) : held.remove(role.id());
        if (held.isEmpty()) {
            held.add(group.roles().member());
        }
        return isOther ? changed(call, group, member, held) : answer(group, member);
    }

    private static Answer changed(Call call, Group group, Member member, SequencedSet<Long> roles) {
        Member changed = new Member(member.userId(), member.createTime(), call.now(), roles);
        group.set(changed);
        return answer(group, changed);
    }

    private static Member member(Call call, Group group) {
        long user = call.id("membership_id");
        return group.member(user)
                .orElseThrow(() -> Refused.notFound("User " + user + " is not a member of group " + group.id()));
    }

    private static Role role(Call call, Group group) {
        String path = call.body().object().path("role").asString("");
        Role role = group.roles().all().stream()
                .filter(each -> path(group, each.id()).equals(path))
                .findFirst()
                .orElseThrow(() -> Refused.invalid("role must be a role of group " + group.id() + ", such as "
                        + path(group, group.roles().member()) + ", not " + path));
        if (!group.roles().isAssignable(role)) {
            throw Refused.invalid("The role " + role.name() + " cannot be assigned");
        }
        return role;
    }

    private static String path(Group group, long role) {
        return "groups/" + group.id() + "/roles/" + role;
    }

    private static Answer answer(Group group, Member member) {
        return Answer.json(json -> write(json, group, member));
    }

    private static void write(JsonGenerator json, Group group, Member member) {
        long highest = member.roles().stream().max(Comparator.naturalOrder()).orElseThrow();
        json.writeStartObject();
        json.writeStringProperty("path", "groups/" + group.id() + "/memberships/" + member.userId());
        json.writeStringProperty("createTime", member.createTime().toString());
        json.writeStringProperty("updateTime", member.updateTime().toString());
        json.writeStringProperty("user", "users/" + member.userId());
        json.writeStringProperty("role", path(group, highest));
        json.writeArrayPropertyStart("roles");
        member.roles().forEach(role -> json.writeString(path(group, role)));
        json.writeEndArray();
        json.writeEndObject();
    }
}
