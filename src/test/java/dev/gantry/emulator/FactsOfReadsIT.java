package dev.gantry.emulator;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.gantry.emulator.Fact.Place.ENTRIES;
import static dev.gantry.emulator.Fact.Place.STORES;
import static org.assertj.core.api.Assertions.assertThat;

/** How entries of data stores and their versions are read. */
class FactsOfReadsIT {

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Fact.tests(List.of(reads(), stores()));
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

    private static List<Fact> stores() {
        return List.of(
                new Fact("scope - lists all scopes, ids then read scope/key; no scope means global", world -> {
                    world.emulator().dataStores().put(1, "S", "one", "a", "1");
                    world.put("b", "2");
                    assertThat(world.get(STORES + "/S/scopes/-/entries").ids()).containsExactly("global/b", "one/a");
                    assertThat(world.get(ENTRIES).ids()).containsExactly("b");
                    assertThat(world.get(STORES + "/S/scopes/global/entries").ids())
                            .containsExactly("b");
                }),
                new Fact("id@revision reads that revision, id@latest the newest", world -> {
                    world.put("a", "1");
                    String first = world.revision("a");
                    world.clock().set("2026-03-01T11:10:00Z");
                    world.put("a", "2");
                    assertThat(world.get(ENTRIES + "/a@" + first)
                                    .json()
                                    .get("value")
                                    .asInt())
                            .isEqualTo(1);
                    assertThat(world.get(ENTRIES + "/a@latest")
                                    .json()
                                    .get("value")
                                    .asInt())
                            .isEqualTo(2);
                }),
                new Fact("ids hold any character, each path segment percent-encoded, / too", world -> {
                    for (String id : List.of("a/b", "100%", "k:1", "two words", "+&?#", "🏠", "..", "a\"b\\c")) {
                        world.isOk(world.post(ENTRIES + "?id=" + Caller.encode(id), "{\"value\":1}"));
                        assertThat(world.get(ENTRIES + "/" + Caller.encode(id))
                                        .json()
                                        .get("id")
                                        .asString())
                                .isEqualTo(id);
                    }
                }),
                new Fact(
                        "a store that is deleted expires in 30 days, refuses reads and writes, and can be undeleted",
                        world -> {
                            world.put("a", "1");
                            Caller.Reply first = world.delete(STORES + "/S");
                            assertThat(first.json().get("state").asString()).isEqualTo("DELETED");
                            assertThat(first.json().get("expireTime").asString())
                                    .isEqualTo("2026-03-31T10:10:00Z");
                            world.clock().passes(Duration.ofMinutes(1));
                            assertThat(world.delete(STORES + "/S").text()).isEqualTo(first.text());
                            world.isRefused(world.get(ENTRIES + "/a"), 404);
                            world.isRefused(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":1}"), 404);
                            assertThat(world.get(STORES).ids()).doesNotContain("S");
                            assertThat(world.get(STORES + "?showDeleted=true").ids())
                                    .contains("S");
                            world.isOk(world.post(STORES + "/S:undelete", "{}"));
                            world.isOk(world.get(ENTRIES + "/a"));
                        }),
                new Fact("revisions are filtered by time and come as partial entries with id@revision", world -> {
                    world.put("a", "1");
                    world.clock().set("2026-03-01T11:10:00Z");
                    world.put("a", "2");
                    String revision = world.revision("a");
                    Caller.Reply found = world.get(ENTRIES + "/a:listRevisions?filter="
                            + Caller.encode("revision_create_time >= \"2026-03-01T11:00:00Z\" && "
                                    + "revision_create_time <= \"2026-03-01T12:00:00Z\""));
                    assertThat(found.ids()).containsExactly("a@" + revision);
                    assertThat(found.json().get("dataStoreEntries").get(0).has("value"))
                            .isFalse();
                }),
                new Fact(
                        "timestamps have 0, 3, 6 or 9 fractional digits",
                        world -> world.get(STORES + "/PlayerData/entries?maxPageSize=100")
                                .ids()
                                .forEach(id -> assertThat(world.get(STORES + "/PlayerData/entries/" + id)
                                                .json()
                                                .get("revisionCreateTime")
                                                .asString())
                                        .matches("[0-9T:-]{19}([.]([0-9]{3}|[0-9]{6}|[0-9]{9}))?Z"))));
    }
}
