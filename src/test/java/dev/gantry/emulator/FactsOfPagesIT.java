package dev.gantry.emulator;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

import static dev.gantry.emulator.Fact.Place.ENTRIES;
import static dev.gantry.emulator.Fact.Place.STORES;
import static dev.gantry.emulator.Fact.Place.UNIVERSE;
import static org.assertj.core.api.Assertions.assertThat;

/** How lists are paged. */
class FactsOfPagesIT {

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Fact.tests(List.of(pages(), sizes()));
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

    private static List<Fact> sizes() {
        return List.of(
                new Fact("stores and revisions: 100 a page at most", world -> {
                    for (int i = 0; i < 101; i++) {
                        world.emulator().dataStores().put(1, "T" + i, "global", "a", "1");
                    }
                    assertThat(world.get(STORES + "?maxPageSize=1000").ids()).hasSize(100);
                    assertThat(world.get(STORES).ids()).hasSize(10);
                    world.put("a", "1");
                    for (int i = 0; i < 101; i++) {
                        world.clock().passes(Duration.ofHours(1));
                        world.put("a", "2");
                    }
                    assertThat(world.get(ENTRIES + "/a:listRevisions?maxPageSize=256")
                                    .ids())
                            .hasSize(100);
                }),
                new Fact("ordered entries, memberships and restrictions: 10, 100 at most", world -> {
                    for (String list : List.of(
                            UNIVERSE + "/ordered-data-stores/Coins/scopes/global/entries",
                            "/cloud/v2/groups/7/memberships")) {
                        assertThat(first(world.get(list))).hasSize(10);
                        assertThat(first(world.get(list + "?maxPageSize=256"))).hasSize(100);
                    }
                }),
                new Fact(
                        "group roles: 10, 20 at most",
                        world -> assertThat(first(world.get("/cloud/v2/groups/7/roles?maxPageSize=100")))
                                .hasSizeLessThanOrEqualTo(20)),
                new Fact("sorted map items: 1, 100 at most", world -> {
                    String items = UNIVERSE + "/memory-store/sorted-maps/m/items";
                    for (int i = 0; i < 101; i++) {
                        world.isOk(world.post(items + "?id=i" + i, "{\"value\":1}"));
                    }
                    assertThat(first(world.get(items))).hasSize(1);
                    assertThat(first(world.get(items + "?maxPageSize=1000"))).hasSize(100);
                }),
                new Fact("a queue is read by 1, 200 at most", world -> {
                    String items = UNIVERSE + "/memory-store/queues/q/items";
                    for (int i = 0; i < 201; i++) {
                        world.isOk(world.post(items, "{\"data\":" + i + ",\"ttl\":\"300s\"}"));
                    }
                    assertThat(world.get(items + ":read").json().get("items")).hasSize(1);
                    assertThat(world.get(items + ":read?count=1000").json().get("items"))
                            .hasSize(200);
                }),
                new Fact("ordered v1 pages by page_token and max_page_size", world -> {
                    String entries =
                            "/ordered-data-stores/v1/universes/1/orderedDataStores/Coins/scopes/global/entries";
                    Caller.Reply page = world.get(entries + "?max_page_size=3");
                    assertThat(page.json().get("entries")).hasSize(3);
                    String token = page.json().get("nextPageToken").asString();
                    assertThat(world.get(entries + "?max_page_size=3&page_token=" + Caller.encode(token))
                                    .json()
                                    .get("entries"))
                            .hasSize(3)
                            .isNotEqualTo(page.json().get("entries"));
                }),
                new Fact("data stores v1 page by cursor and limit, with nextPageCursor", world -> {
                    String keys =
                            "/datastores/v1/universes/1/standard-datastores/datastore/entries?datastoreName=PlayerData";
                    Caller.Reply page = world.get(keys + "&limit=5");
                    assertThat(page.json().get("keys")).hasSize(5);
                    assertThat(page.json().get("keys").get(0).get("key").asString())
                            .startsWith("Player_");
                    String cursor = page.json().get("nextPageCursor").asString();
                    assertThat(world.get(keys + "&limit=5&cursor=" + Caller.encode(cursor))
                                    .json()
                                    .get("keys"))
                            .hasSize(5)
                            .isNotEqualTo(page.json().get("keys"));
                }));
    }

    /** The rows of a page, whatever their name. */
    private static Iterable<JsonNode> first(Caller.Reply page) {
        return page.json().valueStream().filter(JsonNode::isArray).findFirst().orElseThrow();
    }
}
