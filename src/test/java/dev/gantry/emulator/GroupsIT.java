package dev.gantry.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.gantry.emulator.world.Population;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class GroupsIT {
    private static final String GROUP = "/cloud/v2/groups/7";
    private static final String MEMBERS = GROUP + "/memberships";

    private final Population population = new Population(1, 300);
    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(300)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private List<JsonNode> all(String path, String query) {
        List<JsonNode> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            Caller.Reply reply = caller.get(path + "?" + query
                    + token.map(value -> "&pageToken=" + Caller.encode(value)).orElse(""));
            assertThat(reply.status()).as(reply.text()).isEqualTo(200);
            reply.json().values().stream()
                    .filter(JsonNode::isArray)
                    .findFirst()
                    .orElseThrow()
                    .forEach(found::add);
            token = reply.nextPageToken();
        } while (token.isPresent());
        return found;
    }

    private static String filter(String text) {
        return "maxPageSize=100&filter=" + Caller.encode(text);
    }

    @Test
    void everyMemberIsListedOnceAndAsManyAsTheGroupSays() {
        List<String> users = all(MEMBERS, "maxPageSize=33").stream()
                .map(member -> member.get("user").asString())
                .toList();
        assertThat(users).doesNotHaveDuplicates();
        assertThat(users.size())
                .isEqualTo(caller.get(GROUP).json().get("memberCount").asInt())
                .isEqualTo(271);
    }

    @Test
    void rolesFilterMembersAndAreListedTwentyAPage() {
        assertThat(caller.get(GROUP + "/roles?maxPageSize=999").json().get("groupRoles"))
                .hasSize(20);
        List<JsonNode> roles = all(GROUP + "/roles", "maxPageSize=7");
        assertThat(roles).hasSize(24);
        String veterans = roles.get(2).get("path").asString();
        List<JsonNode> found = all(MEMBERS, filter("role == '" + veterans + "'"));
        assertThat(found)
                .isNotEmpty()
                .allSatisfy(member -> assertThat(member.get("roles").toString()).contains('"' + veterans + '"'));
        assertThat(found.size()).isLessThan(150);
    }

    @Test
    void aListOfUsersSpansGroups() {
        String users = IntStream.range(0, 50)
                .mapToObj(player -> "'users/" + population.userId(player) + "'")
                .collect(Collectors.joining(", "));
        List<JsonNode> found = all("/cloud/v2/groups/-/memberships", filter("user in [" + users + "]"));
        assertThat(found).hasSize(45 + 15 + 1);
        assertThat(caller.get("/cloud/v2/groups/-/memberships").status()).isEqualTo(400);
        assertThat(caller.get("/cloud/v2/groups/-/memberships?" + filter("user in [" + users + ", 'users/1']"))
                        .json()
                        .get("message")
                        .asString())
                .isEqualTo("The filter names 51 users, most is 50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"role = 1", "user == 5", "user in []", "user in ['users/1'", "rank == 3"})
    void otherFiltersAreRefused(String text) {
        assertThat(caller.get(MEMBERS + "?" + filter(text)).status()).isEqualTo(400);
    }

    @Test
    void aRoleIsAssignedAndUnassigned() {
        String member = MEMBERS + "/" + population.userId(0);
        assertThat(caller.send("POST", member + ":assignRole", "{\"role\":\"groups/7/roles/7022\"}")
                        .json()
                        .get("role")
                        .asString())
                .isEqualTo("groups/7/roles/7022");
        assertThat(caller.send("POST", member + ":unassignRole", "{\"role\":\"groups/7/roles/7022\"}")
                        .json()
                        .get("roles")
                        .toString())
                .doesNotContain("7022");
        assertThat(caller.send("PATCH", member, "{\"role\":\"groups/7/roles/7005\"}")
                        .json()
                        .get("roles")
                        .toString())
                .isEqualTo("[\"groups/7/roles/7005\"]");
        for (String refused : List.of("groups/7/roles/7000", "groups/7/roles/7023", "groups/8/roles/8001", "7001")) {
            assertThat(caller.send("POST", member + ":assignRole", "{\"role\":\"" + refused + "\"}")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(caller.send("POST", MEMBERS + "/5:assignRole", "{\"role\":\"groups/7/roles/7005\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoIsAcceptedIsAMemberAndWhoIsDeclinedIsNot() {
        List<JsonNode> waiting = all(GROUP + "/join-requests", "");
        assertThat(waiting).hasSize(30);
        String first = waiting.get(0).get("user").asString();
        String second = waiting.get(1).get("user").asString();
        String requests = GROUP + "/join-requests/";
        assertThat(all(GROUP + "/join-requests", filter("user == '" + first + "'")))
                .hasSize(1);
        assertThat(caller.send("POST", requests + first.substring(6) + ":accept", "{}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("POST", requests + first.substring(6) + ":accept", "{}")
                        .status())
                .isEqualTo(404);
        caller.send("POST", requests + second.substring(6) + ":decline", "{}");
        assertThat(all(GROUP + "/join-requests", "")).hasSize(28);
        assertThat(all(MEMBERS, filter("user == '" + first + "'"))).hasSize(1);
        assertThat(all(MEMBERS, filter("user == '" + second + "'"))).isEmpty();
        assertThat(caller.get(GROUP).json().get("memberCount").asInt()).isEqualTo(272);
    }

    @Test
    void forumsAreRead() {
        List<JsonNode> categories = all(GROUP + "/forum-categories", "");
        assertThat(categories).hasSize(12);
        assertThat(all(GROUP + "/forum-categories", filter("archived==true"))).hasSize(14);
        String category = "/cloud/v2/" + categories.get(0).get("path").asString();
        List<JsonNode> posts = all(category + "/posts", "maxPageSize=50&view=FULL_WITH_FIRST_COMMENT");
        assertThat(posts).hasSize(120).doesNotHaveDuplicates();
        assertThat(all(category + "/posts", filter("pinned==true"))).hasSize(5);
        JsonNode post = posts.get(30);
        assertThat(all("/cloud/v2/" + post.get("path").asString() + "/comments", ""))
                .hasSize(post.get("commentCount").asInt());
    }

    @Test
    void otherGroupsAreSmallerAndUnknownOnesMissing() {
        assertThat(caller.get("/cloud/v2/groups/9").json().get("memberCount").asInt())
                .isEqualTo(7);
        assertThat(caller.get("/cloud/v2/groups/1").status()).isEqualTo(404);
        assertThat(caller.get("/cloud/v2/groups/x").status()).isEqualTo(400);
    }
}
