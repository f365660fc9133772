package dev.gantry.emulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.gantry.emulator.Fact.Place.ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;

/** How entries of data stores are written. */
class FactsOfWritesIT {

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Fact.tests(List.of(writes(), more(), values()));
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

    private static List<Fact> more() {
        return List.of(
                new Fact("allowMissing upserts, without it nothing is made", world -> {
                    world.isRefused(world.patch(ENTRIES + "/a", "{\"value\":1}"), 404);
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":1}"));
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":2}"));
                }),
                new Fact("the etag may also ride in If-Match", world -> {
                    world.put("a", "1");
                    String etag = world.get(ENTRIES + "/a").json().get("etag").asString();
                    Caller conditional = world.caller().with("If-Match", etag);
                    world.isOk(conditional.send("PATCH", ENTRIES + "/a", "{\"value\":2}"));
                    assertThat(conditional
                                    .send("PATCH", ENTRIES + "/a", "{\"value\":3}")
                                    .status())
                            .isIn(409, 412);
                    assertThat(world.get(ENTRIES + "/a").json().get("value").asInt())
                            .isEqualTo(2);
                }),
                new Fact("increment takes integers only, makes what is missing, clears users and attributes", world -> {
                    world.put("a", "1");
                    Caller.Reply reply = world.post(ENTRIES + "/a:increment", "{\"amount\":2}");
                    assertThat(reply.json().get("value").asInt()).isEqualTo(3);
                    assertThat(reply.json().get("users")).isEmpty();
                    assertThat(reply.json().get("attributes")).isEmpty();
                    assertThat(world.post(ENTRIES + "/new:increment", "{\"amount\":2}")
                                    .json()
                                    .get("value")
                                    .asInt())
                            .isEqualTo(2);
                    world.isRefused(world.post(ENTRIES + "/a:increment", "{\"amount\":0.5}"), 400);
                    world.put("words", "\"x\"");
                    world.isRefused(world.post(ENTRIES + "/words:increment", "{\"amount\":1}"), 400);
                }),
                new Fact("increment needs the scopes of create and update", world -> {
                    String create = "universe-datastores.objects:create";
                    String update = "universe-datastores.objects:update";
                    world.emulator().addKey("one", Set.of(create));
                    world.emulator().addKey("other", Set.of(update));
                    world.emulator().addKey("both", Set.of(create, update));
                    for (String key : List.of("one", "other", "both")) {
                        Caller caller = new Caller(world.emulator().baseUri(), Optional.of(key));
                        assertThat(caller.send("POST", ENTRIES + "/a:increment", "{\"amount\":2}")
                                        .status())
                                .isEqualTo(key.equals("both") ? 200 : 403);
                    }
                }),
                new Fact("a patch revives a deleted entry, which is gone after 30 days", world -> {
                    world.put("a", "1");
                    world.put("b", "1");
                    world.delete(ENTRIES + "/a");
                    world.delete(ENTRIES + "/b");
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":2}"));
                    world.clock().set("2026-03-31T10:10:01Z");
                    assertThat(world.get(ENTRIES + "?showDeleted=true").ids()).containsExactly("a");
                }),
                new Fact("a value has 4,194,304 characters at most", world -> {
                    String value = "\"" + "é".repeat(4_194_302) + "\"";
                    world.isRefused(
                            world.patch(
                                    ENTRIES + "/a?allowMissing=true",
                                    "{\"value\":" + value.replaceFirst("é", "éé") + "}"),
                            400);
                    world.isOk(world.patch(ENTRIES + "/a?allowMissing=true", "{\"value\":" + value + "}"));
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
