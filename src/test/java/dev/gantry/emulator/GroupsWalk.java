package dev.gantry.emulator;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Members with their roles, those who wait, and a forum. */
final class GroupsWalk implements Walk {
    private static final String GROUP = "/cloud/v2/groups/7";

    @Override
    public void walk(Caller caller) {
        assertThat(caller.get(GROUP).json().get("id").asString()).isEqualTo("7");
        String role = caller.get(GROUP + "/roles")
                .json()
                .get("groupRoles")
                .get(1)
                .get("path")
                .asString();
        caller.get("/cloud/v2/" + role);
        String user = caller.get(GROUP + "/memberships")
                .json()
                .get("groupMemberships")
                .get(3)
                .get("user")
                .asString();
        String member = GROUP + "/memberships/" + user.substring("users/".length());
        caller.send("PATCH", member, "{\"role\":\"groups/7/roles/7005\"}");
        caller.send("POST", member + ":assignRole", "{\"role\":\"groups/7/roles/7022\"}");
        caller.send("POST", member + ":unassignRole", "{\"role\":\"groups/7/roles/7022\"}");
        JsonNode waiting = caller.get(GROUP + "/join-requests").json().get("groupJoinRequests");
        String requests = GROUP + "/join-requests/";
        caller.send("POST", requests + waiting.get(0).get("user").asString().substring(6) + ":accept", "{}");
        caller.send("POST", requests + waiting.get(1).get("user").asString().substring(6) + ":decline", "{}");
        String category = first(caller.get(GROUP + "/forum-categories"));
        String post = first(caller.get(category + "/posts"));
        assertThat(caller.get(post + "/comments").status()).isEqualTo(200);
    }

    private static String first(Caller.Reply page) {
        return "/cloud/v2/"
                + page.json()
                        .valueStream()
                        .filter(JsonNode::isArray)
                        .findFirst()
                        .orElseThrow()
                        .get(0)
                        .get("path")
                        .asString();
    }
}
