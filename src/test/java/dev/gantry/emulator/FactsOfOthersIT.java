package dev.gantry.emulator;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.gantry.emulator.Fact.Place;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static dev.gantry.emulator.Fact.Place.UNIVERSE;
import static org.assertj.core.api.Assertions.assertThat;

/** Ordered and memory stores, groups, inventories, restrictions and places. */
class FactsOfOthersIT {

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Fact.tests(List.of(ordered(), memory(), people()));
    }

    private static final String ORDERED = UNIVERSE + "/ordered-data-stores/O/scopes/global/entries";
    private static final String MAP = UNIVERSE + "/memory-store/sorted-maps/m/items";
    private static final String QUEUE = UNIVERSE + "/memory-store/queues/q/items";
    private static final String BANS = UNIVERSE + "/user-restrictions/";

    private static List<Fact> ordered() {
        return List.of(
                new Fact(
                        "ordered entries: orderBy value desc, filter with both bounds in any order, integers only",
                        world -> {
                            for (int value : List.of(5, 15, 10, 30)) {
                                world.isOk(world.post(ORDERED + "?id=e" + value, "{\"value\":" + value + "}"));
                            }
                            assertThat(ids(world.get(ORDERED + "?orderBy=value%20desc")))
                                    .containsExactly("e30", "e15", "e10", "e5");
                            assertThat(ids(world.get(ORDERED + "?orderBy=&filter="
                                            + Caller.encode("entry <= 20 && entry >= 10"))))
                                    .containsExactly("e10", "e15");
                            world.isRefused(world.post(ORDERED + "?id=x", "{\"value\":0.5}"), 400);
                        }),
                new Fact("ordered entries: create of an existing id is 400", world -> {
                    world.isOk(world.post(ORDERED + "?id=a", "{\"value\":1}"));
                    world.isRefused(world.post(ORDERED + "?id=a", "{\"value\":1}"), 400);
                }));
    }

    private static List<Fact> memory() {
        return List.of(
                new Fact("sorted maps order by numeric key, string key, none, ties by id", world -> {
                    world.isOk(world.post(MAP + "?id=none", "{\"value\":1}"));
                    world.isOk(world.post(MAP + "?id=text", "{\"value\":1,\"stringSortKey\":\"a\"}"));
                    world.isOk(world.post(MAP + "?id=nine", "{\"value\":1,\"numericSortKey\":9}"));
                    world.isOk(world.post(MAP + "?id=b2", "{\"value\":1,\"numericSortKey\":2}"));
                    world.isOk(world.post(MAP + "?id=a2", "{\"value\":1,\"numericSortKey\":2}"));
                    assertThat(ids(world.get(MAP + "?maxPageSize=100")))
                            .containsExactly("a2", "b2", "nine", "text", "none");
                }),
                new Fact("a sorted map's item has one sort key, and its ttl is write-only", world -> {
                    world.isRefused(
                            world.post(MAP + "?id=two", "{\"value\":1,\"numericSortKey\":9,\"stringSortKey\":\"a\"}"),
                            400);
                    assertThat(world.post(MAP + "?id=a", "{\"value\":1,\"ttl\":\"60s\"}")
                                    .json()
                                    .has("ttl"))
                            .isFalse();
                    world.clock().passes(Duration.ofSeconds(61));
                    world.isRefused(world.get(MAP + "/a"), 404);
                }),
                new Fact("reading a queue leases its items, discard acknowledges them", world -> {
                    world.isOk(world.post(QUEUE, "{\"data\":1,\"ttl\":\"3000s\"}"));
                    Caller.Reply lease = world.get(QUEUE + ":read?invisibilityWindow=30s");
                    assertThat(lease.json().get("items")).hasSize(1);
                    assertThat(world.get(QUEUE + ":read").json().path("items")).isEmpty();
                    world.clock().passes(Duration.ofSeconds(31));
                    Caller.Reply again = world.get(QUEUE + ":read?invisibilityWindow=30s");
                    assertThat(again.json().get("items")).hasSize(1);
                    world.isOk(world.post(
                            QUEUE + ":discard",
                            "{\"readId\":\"" + again.json().get("readId").asString() + "\"}"));
                    world.clock().passes(Duration.ofSeconds(31));
                    assertThat(world.get(QUEUE + ":read").json().path("items")).isEmpty();
                }),
                new Fact("flush is long-running: {path, done, response}, and its path begins with cloud/v2", world -> {
                    world.isOk(world.post(QUEUE, "{\"data\":1,\"ttl\":\"3000s\"}"));
                    Caller.Reply flush = world.post(UNIVERSE + "/memory-store:flush", "");
                    assertThat(flush.json().path("done").asBoolean()).isFalse();
                    String path = flush.json().get("path").asString();
                    assertThat(path).startsWith("cloud/v2/universes/1/memory-store/operations/");
                    world.clock().passes(Duration.ofSeconds(3));
                    assertThat(world.get("/" + path).json().get("done").asBoolean())
                            .isTrue();
                    assertThat(world.get(QUEUE + ":read").json().path("items")).isEmpty();
                }));
    }

    private static List<Fact> people() {
        return List.of(
                new Fact("groups/-/memberships with a user filter of 50 at most spans groups", world -> {
                    String member = world.get("/cloud/v2/groups/7/memberships")
                            .json()
                            .get("groupMemberships")
                            .get(0)
                            .get("user")
                            .asString();
                    Caller.Reply found = world.get(
                            "/cloud/v2/groups/-/memberships?filter=" + Caller.encode("user in ['" + member + "']"));
                    assertThat(found.json()
                                    .get("groupMemberships")
                                    .get(0)
                                    .get("user")
                                    .asString())
                            .isEqualTo(member);
                    String tooMany = "user in [" + "'users/1',".repeat(50) + "'users/1']";
                    world.isRefused(world.get("/cloud/v2/groups/-/memberships?filter=" + Caller.encode(tooMany)), 400);
                }),
                new Fact("memberships of a group can be filtered by role", world -> {
                    String role = world.get("/cloud/v2/groups/7/memberships")
                            .json()
                            .get("groupMemberships")
                            .get(0)
                            .get("role")
                            .asString();
                    world.get("/cloud/v2/groups/7/memberships?maxPageSize=100&filter="
                                    + Caller.encode("role == '" + role + "'"))
                            .json()
                            .get("groupMemberships")
                            .forEach(found ->
                                    assertThat(found.get("role").asString()).isEqualTo(role));
                }),
                new Fact("an inventory filter takes types or ids, never both of one kind", world -> {
                    String items = "/cloud/v2/users/900000001/inventory-items?filter=";
                    world.isOk(world.get(
                            items + Caller.encode("inventoryItemAssetTypes=HAT;badges=true;gamePasses=true")));
                    world.isRefused(world.get(items + Caller.encode("badges=true;badgeIds=1,2")), 400);
                }),
                new Fact(
                        "restrictions: durations in whole seconds from 1 s, reasons of 400 and 1000 characters",
                        world -> {
                            for (String wrong : List.of(
                                    "\"duration\":\"0s\"",
                                    "\"duration\":\"1.5s\"",
                                    "\"displayReason\":\"" + "x".repeat(401) + "\"",
                                    "\"privateReason\":\"" + "x".repeat(1001) + "\"")) {
                                world.isRefused(
                                        ban(world, "900000001", "gameJoinRestriction", "\"active\":true," + wrong),
                                        400);
                            }
                            world.isOk(ban(
                                    world, "900000001", "gameJoinRestriction", "\"active\":true,\"duration\":\"1s\""));
                        }),
                new Fact("restrictions: 2 updates a minute and user, and the mask may be in snake case", world -> {
                    world.isOk(ban(world, "900000001", "game_join_restriction", "\"active\":true"));
                    world.isOk(ban(world, "900000001", "gameJoinRestriction", "\"active\":false"));
                    world.isRefused(ban(world, "900000001", "gameJoinRestriction", "\"active\":true"), 429);
                    world.clock().passes(Duration.ofSeconds(61));
                    world.isOk(ban(world, "900000001", "gameJoinRestriction", "\"active\":true"));
                }),
                new Fact("a place's version is published from the raw body", world -> {
                    Caller file = world.caller().with("content-type", "application/octet-stream");
                    Caller.Reply first =
                            file.send("POST", "/universes/v1/1/places/10/versions?versionType=Published", "<roblox!x");
                    Caller.Reply second =
                            file.send("POST", "/universes/v1/1/places/10/versions?versionType=Saved", "<roblox!x");
                    assertThat(second.json().get("versionNumber").asInt())
                            .isEqualTo(first.json().get("versionNumber").asInt() + 1);
                }));
    }

    private static Caller.Reply ban(Place world, String user, String mask, String restriction) {
        return world.patch(BANS + user + "?updateMask=" + mask, "{\"gameJoinRestriction\":{" + restriction + "}}");
    }

    private static List<String> ids(Caller.Reply page) {
        return page.json()
                .valueStream()
                .filter(JsonNode::isArray)
                .flatMap(JsonNode::valueStream)
                .map(row -> row.get("id").asString())
                .toList();
    }
}
