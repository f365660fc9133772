package dev.gantry.emulator.group;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import dev.gantry.emulator.group.Group.Waiting;
import dev.gantry.emulator.group.Roles.Role;
import dev.gantry.emulator.wire.Answer;
import dev.gantry.emulator.wire.Call;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.Page;
import dev.gantry.emulator.wire.Refused;
import dev.gantry.emulator.world.World;
import tools.jackson.core.JsonGenerator;

/**
 * The groups of a world, and {@code Cloud_GetGroup}, {@code Cloud_*GroupRole*} and {@code Cloud_*GroupJoinRequest*} of the
 * OpenAPI document (checked 2026-11-23).
 */
public final class Groups {
    private static final List<String> PERMISSIONS = List.of(
            "viewWallPosts",
            "createWallPosts",
            "deleteWallPosts",
            "viewGroupShout",
            "createGroupShout",
            "changeRank",
            "acceptRequests",
            "exileMembers",
            "manageRelationships",
            "viewAuditLog",
            "spendGroupFunds",
            "advertiseGroup",
            "createAvatarItems",
            "manageAvatarItems",
            "manageGroupUniverses",
            "viewUniverseAnalytics",
            "createApiKeys",
            "manageApiKeys");

    private final List<Group> all;
    private final ForumOperations forums = new ForumOperations(this);

    /** Three of them: most players are members of the first, a third of the second, few of the last. */
    public Groups(World world) {
        this.all = List.of(
                new Group(World.GROUP, "Lantern Studio", world.population(), 1),
                new Group(World.GROUP + 1, "Lantern Studio Testers", world.population(), 3),
                new Group(World.GROUP + 2, "Żabki 🐸", world.population(), 50));
    }

    /** What the server serves of them. */
    public List<Operation> operations() {
        List<Operation> own = List.of(
                Operation.of("Cloud_GetGroup", this::get),
                Operation.of("Cloud_ListGroupRoles", this::roles),
                Operation.of("Cloud_GetGroupRole", this::role),
                Operation.of("Cloud_ListGroupJoinRequests", this::joinRequests),
                Operation.of("Cloud_AcceptGroupJoinRequest", call -> answer(call, true)),
                Operation.of("Cloud_DeclineGroupJoinRequest", call -> answer(call, false)));
        return Stream.of(own, new MembershipOperations(this).operations(), forums.operations())
                .flatMap(List::stream)
                .toList();
    }

    List<Group> all() {
        return all;
    }

    /**
     * The group that a call's path names.
     *
     * @throws Refused 400 when that is not an id, 404 when there is no such group
     */
    Group of(Call call) {
        long id = call.id("group_id");
        return all.stream()
                .filter(group -> group.id() == id)
                .findFirst()
                .orElseThrow(() -> Refused.notFound("There is no group " + id));
    }

    private Answer get(Call call) {
        Group group = of(call);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringProperty("path", "groups/" + group.id());
            json.writeStringProperty("createTime", Group.CREATED.toString());
            json.writeStringProperty(
                    "updateTime", Instant.parse("2025-06-01T12:00:00Z").toString());
            json.writeStringProperty("id", Long.toString(group.id()));
            json.writeStringProperty("displayName", group.name());
            json.writeStringProperty("description", "");
            json.writeStringProperty("owner", "users/" + World.OWNER);
            json.writeNumberProperty("memberCount", group.memberCount());
            json.writeBooleanProperty("publicEntryAllowed", false);
            json.writeBooleanProperty("locked", false);
            json.writeBooleanProperty("verified", group.id() == World.GROUP);
            json.writeEndObject();
        });
    }

    private Answer roles(Call call) {
        Group group = of(call);
        Page page = Page.of(call);
        long after = page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        List<Role> found = group.roles().all().stream()
                .filter(role -> role.id() > after)
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, role -> Long.toString(role.id()), (json, role) -> write(json, group, role));
    }

    private Answer role(Call call) {
        Group group = of(call);
        long id = call.id("role_id");
        Role role = group.roles()
                .find(id)
                .orElseThrow(() -> Refused.notFound("Group " + group.id() + " has no role " + id));
        return Answer.json(json -> write(json, group, role));
    }

    private static void write(JsonGenerator json, Group group, Role role) {
        json.writeStartObject();
        json.writeStringProperty("path", "groups/" + group.id() + "/roles/" + role.id());
        json.writeStringProperty("createTime", Group.CREATED.toString());
        json.writeStringProperty("updateTime", Group.CREATED.toString());
        json.writeStringProperty("id", Long.toString(role.id()));
        json.writeStringProperty("displayName", role.name());
        json.writeStringProperty("description", "");
        json.writeNumberProperty("rank", role.rank());
        if (role.id() == group.roles().owner()) {
            json.writeNumberProperty("memberCount", 1);
        }
        json.writeObjectPropertyStart("permissions");
        for (int i = 0; i < PERMISSIONS.size(); i++) {
            json.writeBooleanProperty(PERMISSIONS.get(i), role.rank() > i * 14);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private Answer joinRequests(Call call) {
        Group group = of(call);
        List<Long> users =
                MembershipFilter.parse(call.parameter("filter").orElse("")).users();
        Page page = Page.of(call);
        long after = page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        List<Waiting> found = group.waiting(after)
                .filter(waiting -> users.isEmpty() || users.contains(waiting.userId()))
                .limit(page.lookAhead())
                .toList();
        return page.answer(found, waiting -> Long.toString(waiting.userId()), (json, waiting) -> {
            json.writeStartObject();
            json.writeStringProperty("path", "groups/" + group.id() + "/join-requests/" + waiting.userId());
            json.writeStringProperty("createTime", waiting.createTime().toString());
            json.writeStringProperty("user", "users/" + waiting.userId());
            json.writeEndObject();
        });
    }

    private Answer answer(Call call, boolean accepted) {
        Group group = of(call);
        long user = call.id("join_request_id");
        if (!group.answer(user, accepted, call.now())) {
            throw Refused.notFound("User " + user + " does not ask to join group " + group.id());
        }
        return Answer.emptyObject();
    }
}
