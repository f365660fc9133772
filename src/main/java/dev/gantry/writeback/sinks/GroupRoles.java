package dev.gantry.writeback.sinks;

import java.util.Comparator;
import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.Request;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/** The roles of one group, read when they are first asked for ({@code GroupRole}, checked on 2026-11-26). Safe for many threads. */
final class GroupRoles {

    static final ApiOperation LIST = Catalog.ofProgram().operation("Cloud_ListGroupRoles");

    private final OpenCloud cloud;
    private final String group;
    private @Nullable List<Role> known;

    /** @param rank 0 of guests */
    private record Role(String path, String name, int rank) {}

    GroupRoles(OpenCloud cloud, String group) {
        this.cloud = cloud;
        this.group = group;
    }

    /** The path of a role that is given as id, path or name. */
    String path(Row row, String given) throws InterruptedException {
        String prefix = "groups/" + group + "/roles/";
        String path = given.matches("[0-9]+") ? prefix + given : given;
        List<Role> found = all().stream()
                .filter(role -> role.path().equals(path) || role.name().equals(given))
                .toList();
        if (found.size() != 1) {
            throw RowValues.rejected(
                    row,
                    "group " + group + " has " + (found.isEmpty() ? "no role" : found.size() + " roles")
                            + " of the name or id that the row gives; gantry preview of group-roles lists them");
        }
        return found.getFirst().path();
    }

    /** The path of the lowest role above guests, which every member has. */
    String ofEveryMember() throws InterruptedException {
        return all().stream()
                .filter(role -> role.rank() > 0)
                .min(Comparator.comparingInt(Role::rank))
                .map(Role::path)
                .orElse("");
    }

    private synchronized List<Role> all() throws InterruptedException {
        if (known == null) {
            known = Listed.all(cloud, Request.of(LIST).withVariable("group_id", group)).stream()
                    .map(role -> new Role(
                            role.path("path").asString(""),
                            role.path("displayName").asString(""),
                            role.path("rank").asInt(0)))
                    .toList();
        }
        return known;
    }
}
