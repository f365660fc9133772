package dev.gantry.emulator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DataStoresV1IT {
    private static final String STORES = "/datastores/v1/universes/1/standard-datastores";
    private static final String ENTRY = STORES + "/datastore/entries/entry?datastoreName=S&entryKey=";

    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(30)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "1e400", "-0", "0.10", "{}", "[]", "{\"b\":1,\"a\":2}", "\"\\u00e9\""})
    void aValueComesBackAsItWasSent(String json) {
        assertThat(caller.send("POST", ENTRY + "a", json).status()).isEqualTo(200);
        assertThat(caller.get(ENTRY + "a").text()).isEqualTo(json);
    }

    @Test
    void whatIsKnownOfAnEntryRidesInHeaders() {
        caller.with("roblox-entry-userids", "[12,13]")
                .with("roblox-entry-attributes", "{\"m\":1}")
                .send("POST", ENTRY + "a", "\"x\"");
        Caller.Reply entry = caller.get(ENTRY + "a");
        assertThat(entry.header("roblox-entry-userids")).isEqualTo("[12,13]");
        assertThat(entry.header("roblox-entry-attributes")).isEqualTo("{\"m\":1}");
        assertThat(entry.header("content-md5")).hasSize(24);
        assertThat(caller.get("/cloud/v2/universes/1/data-stores/S/entries/a").text())
                .contains("\"users\":[\"users/12\",\"users/13\"]");
    }

    @Test
    void aSumThatIsNotTheBodysWritesNothing() {
        Caller.Reply refused = caller.with("content-md5", "AAAA").send("POST", ENTRY + "a", "\"x\"");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errorDetails/0/datastoreErrorCode").asString())
                .isEqualTo("ChecksumMismatch");
        assertThat(caller.get(STORES + "?prefix=S")
                        .json()
                        .get("datastores")
                        .valueStream()
                        .map(store -> store.get("name").asString()))
                .doesNotContain("S");
    }

    @Test
    void aWriteUnderAConditionThatDoesNotHoldAnswersWhatIsThere() {
        caller.send("POST", ENTRY + "a", "\"old\"");
        Caller.Reply created = caller.send("POST", ENTRY + "a&exclusiveCreate=true", "\"new\"");
        assertThat(created.status()).isEqualTo(412);
        assertThat(created.text()).isEqualTo("\"old\"");
        assertThat(caller.send("POST", ENTRY + "a&matchVersion=stale", "\"new\"")
                        .status())
                .isEqualTo(412);
        String version = caller.get(ENTRY + "a").header("roblox-entry-version");
        assertThat(caller.send("POST", ENTRY + "a&matchVersion=" + version, "\"new\"")
                        .status())
                .isEqualTo(200);
        assertThat(caller.get(ENTRY + "a").text()).isEqualTo("\"new\"");
    }

    @Test
    void keysOfAllScopesTellTheirScope() {
        caller.send("POST", ENTRY + "a", "\"x\"");
        caller.send("POST", ENTRY + "b&scope=other", "\"x\"");
        assertThat(caller.get(STORES + "/datastore/entries?datastoreName=S&allScopes=true&limit=10")
                        .text())
                .isEqualTo("{\"keys\":[{\"scope\":\"global\",\"key\":\"a\"},{\"scope\":\"other\",\"key\":\"b\"}],"
                        + "\"nextPageCursor\":\"\"}");
        assertThat(caller.get(STORES + "/datastore/entries?datastoreName=S&allScopes=true&scope=other")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(caller.get(ENTRY + "a").text()).contains("DatastoreNotFound");
        emulator.dataStores().put(1, "S", "global", "b", "1");
        assertThat(caller.get(ENTRY + "a").text()).contains("EntryNotFound");
    }
}
