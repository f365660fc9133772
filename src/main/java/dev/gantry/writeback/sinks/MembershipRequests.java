package dev.gantry.writeback.sinks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.OpenCloudException;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.writeback.ExactJson;
import dev.gantry.writeback.act.Remote;
import dev.gantry.writeback.act.ResourcePath;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Memberships as Open Cloud has them ({@code GroupMembership} of the OpenAPI document, checked on 2026-11-26). An image is the roles
 * held. Giving a role that is held, and taking one that is not, does nothing, so these requests may be repeated.
 */
record MembershipRequests() implements Remote.Kept {

    static final ApiOperation LIST = Catalog.ofProgram().operation("Cloud_ListGroupMemberships");
    static final ApiOperation ASSIGN = Catalog.ofProgram().operation("Cloud_AssignRoleGroupMembership");
    static final ApiOperation UNASSIGN = Catalog.ofProgram().operation("Cloud_UnassignRoleGroupMembership");

    private static final String ROLES = "roles";

    /** There is no get of one membership, so the list is asked for one user's. */
    @Override
    public Optional<String> read(OpenCloud cloud, Target target) throws InterruptedException {
        Request request = ResourcePath.request(LIST, target.name())
                .withQuery("filter", "user == 'users/" + ResourcePath.id(target.name()) + "'");
        return Listed.first(cloud, request).map(MembershipRequests::imageOf);
    }

    private static String imageOf(JsonNode membership) {
        SortedSet<String> roles = new TreeSet<>();
        membership.path(ROLES).forEach(role -> roles.add(role.asString()));
        if (roles.isEmpty() && membership.hasNonNull("role")) {
            roles.add(membership.path("role").asString());
        }
        return image(roles);
    }

    static String image(SortedSet<String> roles) {
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        ArrayNode all = image.putArray(ROLES);
        roles.forEach(all::add);
        return ExactJson.text(image);
    }

    static SortedSet<String> roles(String image) {
        SortedSet<String> roles = new TreeSet<>();
        ExactJson.parse(image).path(ROLES).forEach(role -> roles.add(role.asString()));
        return roles;
    }

    @Override
    public boolean isSame(String one, String other) {
        return roles(one).equals(roles(other));
    }

    /**
     * Gives before it takes, so that nobody is without a role in between. Where one of these is refused, those before it are taken
     * back: a change is made as a whole or not at all.
     */
    @Override
    public Optional<String> write(OpenCloud cloud, Act act) throws InterruptedException {
        SortedSet<String> before = roles(act.before().orElseThrow());
        SortedSet<String> after = roles(act.after().orElseThrow());
        List<Step> steps = new ArrayList<>();
        after.stream().filter(role -> !before.contains(role)).forEach(role -> steps.add(new Step(ASSIGN, role)));
        before.stream().filter(role -> !after.contains(role)).forEach(role -> steps.add(new Step(UNASSIGN, role)));
        Optional<String> made = act.before();
        for (int i = 0; i < steps.size(); i++) {
            try {
                made = Optional.of(change(cloud, act.target(), steps.get(i)));
            } catch (OpenCloudException.Refused refused) {
                for (Step done : steps.subList(0, i).reversed()) {
                    change(cloud, act.target(), done.reversed());
                }
                throw refused;
            }
        }
        return made;
    }

    private record Step(ApiOperation operation, String role) {
        Step reversed() {
            return new Step(operation.equals(ASSIGN) ? UNASSIGN : ASSIGN, role);
        }
    }

    private static String change(OpenCloud cloud, Target target, Step step) throws InterruptedException {
        Request request = ResourcePath.request(step.operation(), target.name())
                .withBody(JsonNodeFactory.instance.objectNode().put("role", step.role()))
                .repeatable();
        return imageOf(cloud.call(request).json());
    }
}
