package dev.gantry.emulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.gantry.emulator.wire.OperationClass;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** The facts about Open Cloud that Gantry is built on, each told by the emulator. */
class FactsIT {
    private static final String STORES = "/cloud/v2/universes/1/data-stores";
    private static final String ENTRIES = STORES + "/S/entries";

    /** A fact, and what a fresh emulator must show for it to hold there. */
    private record Fact(String sentence, Consumer<World> holds) {}

    private record World(Emulator emulator, SettableClock clock, Caller caller) {
        Caller.Reply get(String path) {
            return caller.get(path);
        }

        Caller.Reply patch(String path, String body) {
            return caller.send("PATCH", path, body);
        }

        void put(String id, String json) {
            emulator.dataStores().put(1, "S", "global", id, json, List.of("users/1"), "{\"a\":1}");
        }
    }

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Stream.of(errors(), limits(), pages(), reads(), writes(), values())
                .flatMap(List::stream)
                .map(fact -> DynamicTest.dynamicTest(fact.sentence(), () -> show(fact)));
    }

    private static void show(Fact fact) {
        SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
        EmulatorOptions options = EmulatorOptions.defaults().withPlayers(600).withClock(clock);
        try (Emulator emulator = Emulator.start(options)) {
            fact.holds().accept(new World(emulator, clock, Caller.of(emulator)));
        }
    }

    private static List<Fact> errors() {
        return List.of(
                new Fact("401 missing or bad key, in the gateway's shape", world -> {
                    Caller.Reply reply = new Caller(world.emulator().baseUri(), Optional.of("no")).get(STORES);
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.json().get("errors").get(0).get("message").asString())
                            .isEqualTo("Invalid API Key");
                }),
                new Fact("403 lacks scope", world -> {
                    world.emulator().addKey("none", Set.of());
                    assertThat(new Caller(world.emulator().baseUri(), Optional.of("none"))
                                    .get(STORES)
                                    .status())
                            .isEqualTo(403);
                }),
                new Fact(
                        "v2 errors are {code, message}",
                        world -> assertThat(
                                        world.get(STORES + "/No/entries").json().propertyNames())
                                .containsExactly("code", "message")));
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
                    Caller nobody = new Caller(world.emulator().baseUri(), Optional.empty());
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

    private static void limitOf(World world, String path, int limit) {
        assertThat(world.get(path).header("x-ratelimit-limit")).isEqualTo(limit + ", " + limit + ";w=60");
    }

    private static List<Fact> pages() {
        return List.of(
                new Fact("page size default 10, most 256, a larger wish is cut", world -> {
                    String entries = STORES + "/PlayerData/entries";
                    assertThat(world.get(entries).ids()).hasSize(10);
                    assertThat(world.get(entries + "?maxPageSize=0").ids()).hasSize(10);
                    assertThat(world.get(entries + "?maxPageSize=2000000000").ids())
                            .hasSize(256);
                }),
                new Fact(
                        "nextPageToken absent is the end",
                        world -> assertThat(world.get(STORES + "/Settings/entries?maxPageSize=7")
                                        .nextPageToken())
                                .isEmpty()),
                new Fact("every other parameter must stay the same or the answer is 400", world -> {
                    String token =
                            world.get(STORES + "?maxPageSize=1").nextPageToken().orElseThrow();
                    assertThat(world.get(STORES + "?maxPageSize=1&pageToken=" + token)
                                    .status())
                            .isEqualTo(200);
                    assertThat(world.get(STORES + "?maxPageSize=2&pageToken=" + token)
                                    .status())
                            .isEqualTo(400);
                }),
                new Fact(
                        "a list returns only path and id of each entry",
                        world -> assertThat(world.get(STORES + "/Settings/entries")
                                        .json()
                                        .get("dataStoreEntries")
                                        .get(0)
                                        .propertyNames())
                                .containsExactly("path", "id")),
                new Fact("only id.startsWith(\"prefix\") filters", world -> {
                    assertThat(world.get(STORES + "/Settings/entries?filter=id.startsWith(%22event.%22)")
                                    .ids())
                            .hasSize(2);
                    assertThat(world.get(STORES + "/Settings/entries?filter=id.endsWith(%22e%22)")
                                    .status())
                            .isEqualTo(400);
                }));
    }

    private static List<Fact> reads() {
        return List.of(
                new Fact("an id that holds an @ is read as id@latest", world -> {
                    world.put("me@home", "1");
                    assertThat(world.get(ENTRIES + "/me%40home").status()).isEqualTo(404);
                    assertThat(world.get(ENTRIES + "/me%40home%40latest").status())
                            .isEqualTo(200);
                }),
                new Fact("@latest:TIME is after 1970 and at most ten minutes ahead", world -> {
                    world.put("a", "1");
                    assertThat(world.get(ENTRIES + "/a@latest:2026-03-01T10:20:00Z")
                                    .status())
                            .isEqualTo(200);
                    assertThat(world.get(ENTRIES + "/a@latest:2026-03-01T10:20:01Z")
                                    .status())
                            .isEqualTo(400);
                    assertThat(world.get(ENTRIES + "/a@latest:1970-01-01T00:00:00Z")
                                    .status())
                            .isEqualTo(400);
                }),
                new Fact("the state at 03:29 is readable later only if nothing wrote the key before 04:00", world -> {
                    world.clock().set("2026-03-01T03:20:00Z");
                    world.put("a", "1");
                    world.put("b", "1");
                    world.clock().set("2026-03-01T03:40:00Z");
                    world.put("b", "2");
                    world.clock().set("2026-03-01T04:10:00Z");
                    world.put("a", "3");
                    assertThat(world.get(ENTRIES + "/a@latest:2026-03-01T03:29:00Z")
                                    .json()
                                    .get("value")
                                    .asInt())
                            .isEqualTo(1);
                    assertThat(world.get(ENTRIES + "/b@latest:2026-03-01T03:29:00Z")
                                    .status())
                            .isEqualTo(404);
                }),
                new Fact("or if a snapshot was taken then, once a UTC day", world -> {
                    world.clock().set("2026-03-01T03:20:00Z");
                    world.put("b", "1");
                    world.clock().set("2026-03-01T03:29:00Z");
                    assertThat(world.caller()
                                    .send("POST", STORES + ":snapshot", "{}")
                                    .json()
                                    .get("newSnapshotTaken")
                                    .asBoolean())
                            .isTrue();
                    world.clock().set("2026-03-01T03:40:00Z");
                    world.put("b", "2");
                    assertThat(world.caller()
                                    .send("POST", STORES + ":snapshot", "{}")
                                    .text())
                            .isEqualTo("{\"newSnapshotTaken\":false,\"latestSnapshotTime\":\"2026-03-01T03:29:00Z\"}");
                    assertThat(world.get(ENTRIES + "/b@latest:2026-03-01T03:29:00Z")
                                    .json()
                                    .get("value")
                                    .asInt())
                            .isEqualTo(1);
                }),
                new Fact("old versions live 30 days", world -> {
                    world.put("a", "1");
                    String first =
                            world.get(ENTRIES + "/a").json().get("revisionId").asString();
                    world.clock().set("2026-03-02T10:00:00Z");
                    world.put("a", "2");
                    world.clock().set("2026-04-01T10:00:00Z");
                    assertThat(world.get(ENTRIES + "/a@" + first).status()).isEqualTo(200);
                    world.clock().set("2026-04-01T10:00:01Z");
                    assertThat(world.get(ENTRIES + "/a@" + first).status()).isEqualTo(404);
                    assertThat(world.get(ENTRIES + "/a").json().get("value").asInt())
                            .isEqualTo(2);
                }));
    }

    private static List<Fact> writes() {
        return List.of(
                new Fact("a patch replaces value, users and attributes together", world -> {
                    world.put("a", "1");
                    Caller.Reply reply = world.patch(ENTRIES + "/a", "{\"value\":2}");
                    assertThat(reply.json().get("users").size()).isZero();
                    assertThat(reply.json().get("attributes").size()).isZero();
                }),
                new Fact("patching a revision with allowMissing creates a key with @ in its name", world -> {
                    world.put("a", "1");
                    String id = "a@"
                            + world.get(ENTRIES + "/a").json().get("revisionId").asString();
                    assertThat(world.patch(ENTRIES + "/" + id, "{\"value\":2}").status())
                            .isEqualTo(404);
                    assertThat(world.patch(ENTRIES + "/" + id + "?allowMissing=true", "{\"value\":2}")
                                    .status())
                            .isEqualTo(200);
                    assertThat(world.get(ENTRIES).ids()).containsExactly("a", id);
                }),
                new Fact("a stale etag writes nothing and answers 409 ABORTED", world -> {
                    world.put("a", "1");
                    Caller.Reply reply = world.patch(ENTRIES + "/a", "{\"value\":2,\"etag\":\"old\"}");
                    assertThat(reply.status()).isEqualTo(409);
                    assertThat(world.emulator().dataStores().value(1, "S", "global", "a"))
                            .contains("1");
                }),
                new Fact("create of an existing id is 400", world -> {
                    world.put("a", "1");
                    assertThat(world.caller()
                                    .send("POST", ENTRIES + "?id=a", "{\"value\":1}")
                                    .status())
                            .isEqualTo(400);
                }),
                new Fact(
                        "delete marks the entry: 200 DELETED, listed with showDeleted, older revisions readable",
                        world -> {
                            world.put("a", "1");
                            String revision = world.get(ENTRIES + "/a")
                                    .json()
                                    .get("revisionId")
                                    .asString();
                            assertThat(world.caller()
                                            .send("DELETE", ENTRIES + "/a", "")
                                            .json()
                                            .get("state")
                                            .asString())
                                    .isEqualTo("DELETED");
                            assertThat(world.get(ENTRIES + "/a").status()).isEqualTo(404);
                            assertThat(world.get(ENTRIES).ids()).isEmpty();
                            assertThat(world.get(ENTRIES + "?showDeleted=true").ids())
                                    .containsExactly("a");
                            assertThat(world.get(ENTRIES + "/a@" + revision).status())
                                    .isEqualTo(200);
                        }));
    }

    private static List<Fact> values() {
        return Stream.of("9007199254740993", "1e400", "-0", "0.10", "{}", "[]", "{\"b\":1,\"a\":2}", "\"\\u00e9\"")
                .map(json -> new Fact("a value is given back as stored: " + json, world -> {
                    world.patch(ENTRIES + "/a?allowMissing=true", "{ \"value\" : " + json + " }");
                    assertThat(world.get(ENTRIES + "/a").text()).contains(",\"value\":" + json + ",\"id\":");
                }))
                .toList();
    }
}
