package dev.gantry.emulator;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigsIT {
    private static final String REPOSITORIES = "/creator-configs-public-api/v1/configs/universes/1/repositories/";
    private static final String MINE = REPOSITORIES + "Mine";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(50).withClock(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    private String hash() {
        return caller.get(MINE + "/draft").json().get("draftHash").asString();
    }

    @Test
    void aDraftIsNothingUntilItIsPublished() {
        caller.send("PATCH", MINE + "/draft", "{\"entries\":{\"a\":{\"deep\":[1,0.10]}}}");
        assertThat(caller.get(MINE).json().get("entries")).isEmpty();
        caller.send("POST", MINE + "/publish", "{\"message\":\"first\"}");
        assertThat(caller.get(MINE).text()).contains("\"entries\":{\"a\":{\"deep\":[1,0.10]}}", "\"configVersion\":2");
    }

    @Test
    void aPatchMergesAndNullTakesOutWhileAnOverwriteIsTheWhole() {
        caller.send("PATCH", MINE + "/draft", "{\"entries\":{\"a\":1,\"b\":2}}");
        caller.send("PATCH", MINE + "/draft", "{\"entries\":{\"a\":null,\"c\":3}}");
        assertThat(caller.get(MINE + "/draft").json().get("entries").propertyNames())
                .containsExactly("b", "c");
        caller.send("PUT", MINE + "/draft:overwrite", "{\"entries\":{\"d\":4}}");
        assertThat(caller.get(MINE + "/draft").json().get("entries").propertyNames())
                .containsExactly("d");
        caller.send("DELETE", MINE + "/draft", "{}");
        assertThat(caller.get(MINE + "/draft").json().get("entries")).isEmpty();
    }

    @Test
    void whoHasAnOldHashChangesNothing() {
        String old = hash();
        caller.send("PATCH", MINE + "/draft", "{\"draftHash\":\"" + old + "\",\"entries\":{\"a\":1}}");
        String late = "{\"draftHash\":\"" + old + "\",\"entries\":{\"a\":2}}";
        assertThat(caller.send("PATCH", MINE + "/draft", late).status()).isEqualTo(409);
        assertThat(caller.send("POST", MINE + "/publish", "{\"draftHash\":\"" + old + "\"}")
                        .status())
                .isEqualTo(409);
        assertThat(caller.get(MINE + "/draft").text()).contains("\"a\":{\"value\":1}");
    }

    @Test
    void revisionsTellWhatChangedAndCanBeRestored() {
        caller.send("PATCH", MINE + "/draft", "{\"entries\":{\"a\":1}}");
        caller.send("POST", MINE + "/publish", "{\"message\":\"one\"}");
        clock.passes(Duration.ofHours(1));
        caller.send("PATCH", MINE + "/draft", "{\"entries\":{\"a\":2}}");
        caller.send("POST", MINE + "/publish", "{\"message\":\"two\"}");
        JsonNode revisions = caller.get(MINE + "/revisions").json().get("revisions");
        assertThat(revisions
                        .valueStream()
                        .map(revision -> revision.get("message").asString()))
                .containsExactly("two", "one", "Created");
        assertThat(revisions.get(0).get("changes").toString()).isEqualTo("{\"a\":{\"before\":\"1\",\"after\":\"2\"}}");
        assertThat(caller.get(MINE + "/revisions?Skip=1&MaxPageSize=1").json().get("revisions"))
                .hasSize(1);
        String first = revisions.get(1).get("revisionId").asString();
        caller.send("POST", MINE + "/revisions/" + first + "/restore", "");
        assertThat(caller.get(MINE + "/draft").text()).contains("\"a\":{\"value\":1}");
        assertThat(caller.get(MINE).text()).contains("\"a\":2");
    }

    @Test
    void tellsWhatOfTheDataStoresBelongsToAUser() {
        assertThat(caller.get(REPOSITORIES + "DataStoresConfig").text())
                .contains("user_data_templates", "\"key_pattern\":\"Player_{UserId}\"");
    }
}
