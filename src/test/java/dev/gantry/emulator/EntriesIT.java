package dev.gantry.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What clients do to entries, over the wire. */
class EntriesIT {
    private static final String STORES = "/cloud/v2/universes/1/data-stores";
    private static final String ENTRIES = STORES + "/Test/entries";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(1_000).withClock(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private Caller.Reply patch(String id, String query, String body) {
        return caller.send("PATCH", ENTRIES + "/" + Caller.encode(id) + query, body);
    }

    @Test
    void servesEverySeededPlayerOnceWhateverThePageSize() {
        List<String> ids = emulator.dataStores().ids(1, "PlayerData", "global");
        assertThat(ids).hasSize(1_000);
        String entries = STORES + "/PlayerData/entries";
        assertThat(caller.allIds(entries, "maxPageSize=256")).isEqualTo(ids);
        assertThat(caller.allIds(STORES + "/PlayerData/scopes/global/entries", "maxPageSize=999"))
                .isEqualTo(ids);
        assertThat(caller.allIds(entries, "maxPageSize=100&filter=id.startsWith(%22Player_10000%22)"))
                .isEqualTo(
                        ids.stream().filter(id -> id.startsWith("Player_10000")).toList());
        assertThat(caller.get(entries).ids()).hasSize(10);
        assertThat(caller.get(entries + "?maxPageSize=5000").ids()).hasSize(256);
    }

    @Test
    void aGetHasTheShapeOfTheDocument() {
        emulator.dataStores().put(1, "Test", "global", "a", "{\"b\":1.0}", List.of("users/5"), "{\"c\":2}");
        Caller.Reply reply = caller.get(ENTRIES + "/a");
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.text())
                .matches("\\{\"path\":\"universes/1/data-stores/Test/scopes/global/entries/a\","
                        + "\"createTime\":\"2026-03-01T10:10:00Z\",\"revisionId\":\"[0-9A-F.]+\","
                        + "\"revisionCreateTime\":\"2026-03-01T10:10:00Z\",\"state\":\"ACTIVE\",\"etag\":\"[0-9a-f]+\","
                        + "\"value\":\\{\"b\":1.0},\"id\":\"a\",\"users\":\\[\"users/5\"],\"attributes\":\\{\"c\":2}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "me@home",
                "100%",
                "a:increment",
                "a:listRevisions",
                "two words",
                "🏠",
                "+plus&more?=#",
                "ключ",
                "a%2Fb",
                "\"quoted\\",
                "{brace}",
                "a@latest",
                "~-._",
                "é"
            })
    void servesAnyIdUnderItsPercentEncoding(String id) {
        Caller.Reply created = caller.send("POST", ENTRIES + "?id=" + Caller.encode(id), "{\"value\":1}");
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        String path = ENTRIES + "/" + Caller.encode(id) + (id.contains("@") ? "@latest" : "");
        assertThat(caller.get(path).json().get("id").asString()).isEqualTo(id);
        assertThat(caller.get(ENTRIES).ids()).containsExactly(id);
        assertThat(patch(id, "", "{\"value\":2}").json().get("value").asInt()).isEqualTo(2);
        assertThat(caller.send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(caller.get(path).status()).isEqualTo(404);
        assertThat(caller.get(ENTRIES).ids()).isEmpty();
        assertThat(caller.get(ENTRIES + "?showDeleted=true").ids()).containsExactly(id);
    }

    @Test
    void givesBackFourMillionCharactersAsTheyWere() {
        String value = "{ \"x\":\"" + "é🏠\\u0041".repeat(460_000) + "\",\"n\":1e400}";
        assertThat(patch("big", "?allowMissing=true", "{\"value\":" + value + "}")
                        .status())
                .isEqualTo(200);
        String text = caller.get(ENTRIES + "/big").text();
        assertThat(text.contains("\"value\":" + value + ",\"id\"")).isTrue();
        assertThat(emulator.dataStores().value(1, "Test", "global", "big")).contains(value);
    }

    @Test
    void changesLieOverTheSeededPlayers() {
        List<String> ids = emulator.dataStores().ids(1, "PlayerData", "global");
        String entries = STORES + "/PlayerData/entries";
        assertThat(caller.send("PATCH", entries + "/" + ids.get(3), "{\"value\":3}")
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("DELETE", entries + "/" + ids.get(5), "").status())
                .isEqualTo(200);
        assertThat(caller.send("POST", entries + "?id=Player_1", "{\"value\":4}")
                        .status())
                .isEqualTo(200);
        List<String> now = caller.allIds(entries, "maxPageSize=7");
        assertThat(now)
                .hasSize(1_000)
                .contains("Player_1", ids.get(3))
                .doesNotContain(ids.get(5))
                .isSorted();
        assertThat(caller.get(entries + "/" + ids.get(3)).json().get("value").asInt())
                .isEqualTo(3);
    }

    @Test
    void allScopesTogetherAreListedByScopeAndKey() {
        assertThat(caller.allIds(STORES + "/Houses/scopes/-/entries", "maxPageSize=5"))
                .hasSize(27)
                .doesNotHaveDuplicates()
                .contains("global/a/b", "season 2/🏠", "season-1/key:1");
        assertThat(caller.allIds(STORES + "/Houses/scopes/-/entries", "filter=id.startsWith('season-1/%23')"))
                .containsExactly("season-1/#7");
        assertThat(caller.allIds(STORES + "/Houses/scopes/-/entries", "filter=id.startsWith('season')"))
                .hasSize(18);
        assertThat(caller.get(STORES + "/Houses/scopes/-/entries/season-1%2Fa%2Fb")
                        .json()
                        .get("path")
                        .asString())
                .isEqualTo("universes/1/data-stores/Houses/scopes/season-1/entries/a/b");
        assertThat(caller.get(STORES + "/Houses/scopes/season%202/entries/a%2Fb")
                        .status())
                .isEqualTo(200);
        assertThat(caller.get(STORES + "/Houses/scopes/nowhere/entries").ids()).isEmpty();
    }

    @Test
    void aPatchClearsWhatItDoesNotSend() {
        emulator.dataStores().put(1, "Test", "global", "a", "1", List.of("users/5"), "{\"c\":2}");
        Caller.Reply reply = patch("a", "", "{\"users\":[\"users/6\"]}");
        assertThat(reply.json().get("value").isNull()).isTrue();
        assertThat(reply.json().get("users").get(0).asString()).isEqualTo("users/6");
        assertThat(reply.json().get("attributes").size()).isZero();
    }

    @Test
    void aStaleEtagWritesNothing() {
        emulator.dataStores().put(1, "Test", "global", "a", "1");
        String etag = caller.get(ENTRIES + "/a").json().get("etag").asString();
        assertThat(patch("a", "", "{\"value\":2,\"etag\":\"" + etag + "\"}").status())
                .isEqualTo(200);
        Caller.Reply stale = patch("a", "", "{\"value\":3,\"etag\":\"" + etag + "\"}");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.json().get("code").asString()).isEqualTo("ABORTED");
        Caller conditional = caller.with("If-Match", "\"" + etag + "\"");
        assertThat(conditional.send("PATCH", ENTRIES + "/a", "{\"value\":4}").status())
                .isEqualTo(409);
        assertThat(conditional.send("DELETE", ENTRIES + "/a", "").status()).isEqualTo(409);
        assertThat(patch("b", "?allowMissing=true", "{\"value\":4,\"etag\":\"" + etag + "\"}")
                        .status())
                .isEqualTo(409);
        assertThat(emulator.dataStores().value(1, "Test", "global", "a")).contains("2");
    }

    @Test
    void createRefusesWhatExistsAndPatchWhatDoesNot() {
        assertThat(caller.send("POST", ENTRIES + "?id=a", "{\"value\":1}").status())
                .isEqualTo(200);
        assertThat(caller.send("POST", ENTRIES + "?id=a", "{\"value\":2}").status())
                .isEqualTo(400);
        assertThat(caller.send("POST", ENTRIES, "{\"value\":2}").status()).isEqualTo(400);
        assertThat(patch("b", "", "{\"value\":1}").status()).isEqualTo(404);
        assertThat(patch("b", "?allowMissing=true", "{\"value\":1}").status()).isEqualTo(200);
        assertThat(caller.send("PATCH", STORES + "/Nowhere/entries/a", "{\"value\":1}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aDeletedEntryKeepsItsRevisionsAndIsRevivedByAPatch() {
        emulator.dataStores().put(1, "Test", "global", "a", "1");
        String revision = caller.get(ENTRIES + "/a").json().get("revisionId").asString();
        Caller.Reply deleted = caller.send("DELETE", ENTRIES + "/a", "");
        assertThat(deleted.json().get("state").asString()).isEqualTo("DELETED");
        assertThat(caller.get(ENTRIES + "/a").status()).isEqualTo(404);
        assertThat(caller.get(ENTRIES + "/a@" + revision).json().get("value").asInt())
                .isEqualTo(1);
        assertThat(caller.send("DELETE", ENTRIES + "/a", "").status()).isEqualTo(404);
        assertThat(patch("a", "", "{\"value\":2}").status()).isEqualTo(200);
        assertThat(caller.get(ENTRIES + "/a").json().get("value").asInt()).isEqualTo(2);
    }

    @Test
    void aDeletedEntryIsGoneAfterThirtyDays() {
        emulator.dataStores().put(1, "Test", "global", "a", "1");
        emulator.dataStores().remove(1, "Test", "global", "a");
        clock.passes(Duration.ofDays(31));
        assertThat(caller.get(ENTRIES + "?showDeleted=true").ids()).isEmpty();
        assertThat(patch("a", "", "{\"value\":2}").status()).isEqualTo(404);
    }

    @Test
    void theFirstWriteOfAnHourMakesAVersionAndLaterOnesReplaceIt() {
        emulator.dataStores().put(1, "Test", "global", "a", "1");
        clock.set("2026-03-01T10:50:00Z");
        patch("a", "", "{\"value\":2}");
        clock.set("2026-03-01T11:05:00Z");
        patch("a", "", "{\"value\":3}");
        assertThat(caller.get(ENTRIES + "/a@latest:2026-03-01T10:55:00Z")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(2);
        assertThat(caller.get(ENTRIES + "/a@latest:2026-03-01T10:20:00Z").status())
                .isEqualTo(404);
        assertThat(caller.get(ENTRIES + "/a@latest:2026-03-01T11:05:00Z")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aSnapshotKeepsWhatTheHourWouldReplace() {
        emulator.dataStores().put(1, "Test", "global", "a", "1");
        clock.set("2026-03-01T10:20:00Z");
        Caller.Reply snapshot = caller.send("POST", STORES + ":snapshot", "{}");
        assertThat(snapshot.text())
                .isEqualTo("{\"newSnapshotTaken\":true,\"latestSnapshotTime\":\"2026-03-01T10:20:00Z\"}");
        clock.set("2026-03-01T10:30:00Z");
        patch("a", "", "{\"value\":2}");
        assertThat(caller.get(ENTRIES + "/a@latest:2026-03-01T10:20:00Z")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(1);
        assertThat(caller.send("POST", STORES + ":snapshot", "{}")
                        .json()
                        .get("newSnapshotTaken")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void incrementsIntegersOnly() {
        assertThat(caller.send("POST", ENTRIES + "/n:increment", "{\"amount\":5}")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(5);
        assertThat(caller.send("POST", ENTRIES + "/n:increment", "{\"amount\":-7.0}")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(-2);
        assertThat(caller.send("POST", ENTRIES + "/n:increment", "{\"amount\":0.5}")
                        .status())
                .isEqualTo(400);
        emulator.dataStores().put(1, "Test", "global", "text", "\"1\"");
        assertThat(caller.send("POST", ENTRIES + "/text:increment", "{\"amount\":1}")
                        .status())
                .isEqualTo(400);
        emulator.addKey("updater", Set.of("universe-datastores.objects:update"));
        Caller updater = new Caller(emulator.baseUri(), java.util.Optional.of("updater"));
        assertThat(updater.send("POST", ENTRIES + "/n:increment", "{\"amount\":1}")
                        .status())
                .isEqualTo(403);
        assertThat(updater.send("PATCH", ENTRIES + "/n", "{\"value\":1}").status())
                .isEqualTo(200);
    }

    @Test
    void storesAreListedDeletedAndTakenBack() {
        emulator.dataStores().createStore(1, "Empty 🏠");
        assertThat(caller.get(STORES).ids()).containsExactly("Empty 🏠", "Houses", "PlayerData", "Settings");
        assertThat(caller.allIds(STORES, "maxPageSize=1")).hasSize(4);
        assertThat(caller.get(STORES + "?filter=id.startsWith(%22P%22)").ids()).containsExactly("PlayerData");
        assertThat(caller.get(STORES + "/" + Caller.encode("Empty 🏠") + "/entries")
                        .text())
                .isEqualTo("{\"dataStoreEntries\":[]}");
        Caller.Reply deleted = caller.send("DELETE", STORES + "/Settings", "");
        assertThat(deleted.json().get("expireTime").asString()).isEqualTo("2026-03-31T10:10:00Z");
        clock.passes(Duration.ofDays(1));
        assertThat(caller.send("DELETE", STORES + "/Settings", "").text()).isEqualTo(deleted.text());
        assertThat(caller.get(STORES + "/Settings/entries").status()).isEqualTo(404);
        assertThat(caller.get(STORES).ids()).doesNotContain("Settings");
        assertThat(caller.get(STORES + "?showDeleted=true").ids()).contains("Settings");
        assertThat(caller.send("POST", STORES + "/Settings:undelete", "{}")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("ACTIVE");
        assertThat(caller.get(STORES + "/Settings/entries/serverCap").text()).contains("\"value\":9007199254740993,");
    }

    @Test
    void listsTheRevisionsThatCanStillBeRead() {
        for (String time : List.of("10:10", "10:40", "11:00", "12:30", "13:00")) {
            clock.set("2026-03-01T" + time + ":00Z");
            patch("a", "?allowMissing=true", "{\"value\":\"" + time + "\"}");
        }
        String revisions = ENTRIES + "/a:listRevisions";
        List<String> ids = caller.allIds(revisions, "maxPageSize=3");
        assertThat(ids).hasSize(4).allMatch(id -> id.startsWith("a@"));
        assertThat(ids.stream()
                        .map(id -> caller.get(ENTRIES + "/" + id)
                                .json()
                                .get("value")
                                .asString()))
                .containsExactly("10:40", "11:00", "12:30", "13:00");
        String filter = "revision_create_time >= 2026-03-01T11:00:00Z && revision_create_time <= 2026-03-01T12:30:00Z";
        assertThat(caller.get(revisions + "?filter=" + Caller.encode(filter)).ids())
                .isEqualTo(ids.subList(1, 3));
        assertThat(caller.get(revisions + "?filter=value").status()).isEqualTo(400);
        assertThat(caller.get(ENTRIES + "/b:listRevisions").status()).isEqualTo(404);
        clock.set("2026-03-31T12:00:00Z");
        patch("a", "", "{\"value\":1}");
        assertThat(caller.allIds(revisions, "")).hasSize(4).doesNotContain(ids.getFirst());
    }
}
