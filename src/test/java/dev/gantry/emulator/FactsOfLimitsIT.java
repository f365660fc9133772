package dev.gantry.emulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import dev.gantry.emulator.Fact.Place;
import dev.gantry.emulator.wire.OperationClass;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.gantry.emulator.Fact.Place.ENTRIES;
import static dev.gantry.emulator.Fact.Place.STORES;
import static dev.gantry.emulator.Fact.Place.UNIVERSE;
import static org.assertj.core.api.Assertions.assertThat;

/** What may be asked how often, and how large it may be. */
class FactsOfLimitsIT {

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Fact.tests(List.of(limits(), classes()));
    }

    private static List<Fact> limits() {
        return List.of(
                new Fact(
                        "read 300 + 40 x concurrent users",
                        world -> limitOf(world, STORES + "/Settings/entries/motd", 80_300)),
                new Fact("list 300 + 2 x concurrent users", world -> limitOf(world, STORES, 4_300)),
                new Fact(
                        "write 300 + 20 x concurrent users",
                        world -> assertThat(OperationClass.WRITE.perMinute(2_000))
                                .isEqualTo(40_300)),
                new Fact(
                        "remove 300 + 40 x concurrent users",
                        world -> assertThat(OperationClass.REMOVE.perMinute(2_000))
                                .isEqualTo(80_300)),
                new Fact("concurrent users: data[0].playing of games.roblox.com, no credential", world -> {
                    Caller nobody = world.nobody();
                    Caller.Reply reply = nobody.get("/games.roblox.com/v1/games?universeIds=1");
                    assertThat(reply.json().get("data").get(0).get("playing").asInt())
                            .isEqualTo(2_000);
                }),
                new Fact("data store name, scope, key 50 characters each", world -> {
                    String longest = Caller.encode("🏠".repeat(50));
                    String path = STORES + "/" + longest + "/scopes/" + longest + "/entries?id=" + longest;
                    assertThat(world.caller()
                                    .send("POST", path, "{\"value\":1}")
                                    .status())
                            .isEqualTo(200);
                    for (String longer : List.of(
                            path + "x", path.replace("/entries", "x/entries"), path.replace("/scopes", "x/scopes"))) {
                        assertThat(world.caller()
                                        .send("POST", longer, "{\"value\":1}")
                                        .status())
                                .isEqualTo(400);
                    }
                }),
                new Fact("metadata 300 characters in all", world -> {
                    String body = "{\"value\":1,\"attributes\":{\"a\":\"%s\"}}";
                    String path = ENTRIES + "/a?allowMissing=true";
                    assertThat(world.patch(path, body.formatted("x".repeat(292)))
                                    .status())
                            .isEqualTo(200);
                    assertThat(world.patch(path, body.formatted("x".repeat(293)))
                                    .status())
                            .isEqualTo(400);
                }));
    }

    private static void limitOf(Place world, String path, int limit) {
        assertThat(world.get(path).header("x-ratelimit-limit")).isEqualTo(limit + ", " + limit + ";w=60");
    }

    private static List<Fact> classes() {
        return List.of(
                new Fact("a get takes from read", world -> takes(world, "READ", () -> world.get(ENTRIES + "/a"))),
                new Fact("create, update and increment take from write", world -> {
                    takes(world, "WRITE", () -> world.post(ENTRIES + "?id=a", "{\"value\":1}"));
                    takes(world, "WRITE", () -> world.patch(ENTRIES + "/a", "{\"value\":1}"));
                    takes(world, "WRITE", () -> world.post(ENTRIES + "/a:increment", "{\"amount\":1}"));
                }),
                new Fact("lists of stores, entries and revisions take from list", world -> {
                    world.put("a", "1");
                    takes(world, "LIST", () -> world.get(STORES));
                    takes(world, "LIST", () -> world.get(ENTRIES));
                    takes(world, "LIST", () -> world.get(ENTRIES + "/a:listRevisions"));
                }),
                new Fact("deletes of entry and store and undelete take from remove", world -> {
                    world.put("a", "1");
                    takes(world, "REMOVE", () -> world.delete(ENTRIES + "/a"));
                    takes(world, "REMOVE", () -> world.delete(STORES + "/S"));
                    takes(world, "REMOVE", () -> world.post(STORES + "/S:undelete", "{}"));
                }),
                new Fact(
                        "ordered stores are counted apart",
                        world -> takes(
                                world,
                                "ORDERED_LIST",
                                () -> world.get(UNIVERSE + "/ordered-data-stores/Coins/scopes/global/entries"))),
                new Fact("429 RESOURCE_EXHAUSTED with retry-after once a limit is used up", world -> {
                    String v1 = "/datastores/v1/universes/1/standard-datastores";
                    for (int i = 0; i < 300; i++) {
                        world.isOk(world.get(v1));
                    }
                    world.isRefused(world.get(v1), 429);
                    assertThat(Integer.parseInt(world.get(v1).header("retry-after")))
                            .isBetween(1, 60);
                    world.clock().set("2026-03-01T10:11:01Z");
                    world.isOk(world.get(v1));
                }),
                new Fact("memberships 300 a minute, of all keys of an owner together", world -> {
                    world.emulator().addKey("second", Set.of("group:read"));
                    Caller second = new Caller(world.emulator().baseUri(), Optional.of("second"));
                    String members = "/cloud/v2/groups/7/memberships?maxPageSize=1";
                    for (int i = 0; i < 150; i++) {
                        world.isOk(world.get(members));
                        world.isOk(second.get(members));
                    }
                    world.isRefused(second.get(members), 429);
                }),
                new Fact("user restrictions 150 a second, of which the headers tell", world -> {
                    Caller.Reply reply = world.get(UNIVERSE + "/user-restrictions");
                    assertThat(reply.header("x-ratelimit-limit")).isEqualTo("150, 150;w=1");
                    assertThat(reply.header("x-ratelimit-remaining")).isEqualTo("149");
                    assertThat(reply.header("x-ratelimit-reset")).isEqualTo("1");
                }),
                new Fact("4 MB a minute written of each key, each request rounded up to the next KB", world -> {
                    String large = "{\"value\":\"" + "x".repeat(4 * 1024 * 1024 - 2_000) + "\"}";
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", large));
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":1}"));
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":1}"));
                    world.isRefused(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":1}"), 429);
                    world.isOk(world.patch(ENTRIES + "/b?allowMissing=true", large));
                }),
                new Fact("25 MB a minute read of each key", world -> {
                    world.put("large", "\"" + "x".repeat(4_194_302) + "\"");
                    for (int i = 0; i < 7; i++) {
                        world.isOk(world.get(ENTRIES + "/large"));
                    }
                    world.isRefused(world.get(ENTRIES + "/large"), 429);
                    world.isRefused(world.get(ENTRIES + "/large@latest"), 429);
                    world.put("other", "1");
                    world.isOk(world.get(ENTRIES + "/other"));
                    world.clock().set("2026-03-01T10:11:01Z");
                    world.isOk(world.get(ENTRIES + "/large"));
                }),
                new Fact("memory stores: 1000 + 120 x concurrent users units, one an item returned", world -> {
                    String items = UNIVERSE + "/memory-store/sorted-maps/m/items";
                    for (int i = 0; i < 10; i++) {
                        world.isOk(world.post(items + "?id=i" + i, "{\"value\":1}"));
                    }
                    Caller.Reply before = world.get(items + "?maxPageSize=10");
                    Caller.Reply after = world.get(items + "?maxPageSize=10");
                    assertThat(before.header("x-ratelimit-limit")).startsWith("241000,");
                    assertThat(remaining(before) - remaining(after)).isEqualTo(10);
                }));
    }

    private static long remaining(Caller.Reply reply) {
        return Long.parseLong(reply.header("x-ratelimit-remaining"));
    }

    private static void takes(Place world, String name, Runnable request) {
        OperationClass operationClass = OperationClass.valueOf(name);
        long before = world.emulator().stats().of(operationClass);
        request.run();
        assertThat(world.emulator().stats().of(operationClass)).isEqualTo(before + 1);
    }
}
