package dev.gantry.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class UniversesIT {
    private static final String UNIVERSE = "/cloud/v2/universes/1";
    private static final String INSTANCES = UNIVERSE + "/places/10/instances/";
    private static final String LINK = "{\"discordSocialLink\":{\"title\":\"Chat\",\"uri\":\"https://discord.gg/x\"}}";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(300).withLimits(false).withClock(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void aMaskClearsWhatTheBodyLeavesOut() {
        caller.send("PATCH", UNIVERSE + "?updateMask=discord_social_link", LINK);
        assertThat(caller.get(UNIVERSE).text()).contains("https://discord.gg/x");
        caller.send("PATCH", UNIVERSE + "?updateMask=discordSocialLink", "{}");
        assertThat(caller.get(UNIVERSE).text()).doesNotContain("discord");
    }

    @Test
    void aRefusedUpdateChangesNothing() {
        String before = caller.get(UNIVERSE).text();
        Caller.Reply reply = caller.send("PATCH", UNIVERSE, "{\"vrEnabled\":true,\"mobileEnabled\":\"no\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(caller.send("PATCH", UNIVERSE + "?updateMask=displayName", "{\"displayName\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(caller.get(UNIVERSE).text()).isEqualTo(before);
    }

    @Test
    void anotherUniverseIsDenied() {
        assertThat(caller.get("/cloud/v2/universes/2").status()).isEqualTo(403);
        assertThat(caller.get(UNIVERSE + "/places/99").status()).isEqualTo(404);
    }

    @Test
    void everyPublishedFileIsAVersionMore() {
        String versions = "/universes/v1/1/places/10/versions?versionType=";
        assertThat(caller.send("POST", versions + "Saved", "<roblox!a").text()).isEqualTo("{\"versionNumber\":2}");
        assertThat(caller.send("POST", versions + "Published", "<roblox!a").text())
                .isEqualTo("{\"versionNumber\":3}");
        assertThat(caller.send("POST", versions + "Published", "junk").status()).isEqualTo(400);
        assertThat(caller.send("POST", versions + "Draft", "<roblox!a").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"return 1|COMPLETE", "error('x')|FAILED"})
    void aScriptIsQueuedThenProcessedThenDone(String scriptAndEnd) {
        String script = scriptAndEnd.substring(0, scriptAndEnd.indexOf('|'));
        String end = scriptAndEnd.substring(scriptAndEnd.indexOf('|') + 1);
        Caller.Reply created = caller.send(
                "POST", UNIVERSE + "/places/10/luau-execution-session-tasks", "{\"script\":\"" + script + "\"}");
        assertThat(created.json().get("state").asString()).isEqualTo("QUEUED");
        String task = "/cloud/v2/" + created.json().get("path").asString();
        assertThat(caller.get(task).json().get("state").asString()).isEqualTo("PROCESSING");
        clock.passes(Duration.ofSeconds(2));
        assertThat(caller.get(task).json().get("state").asString()).isEqualTo(end);
    }

    @Test
    void theChildrenOfAnInstanceComeInPages() {
        JsonNode workspace = children("root", "?maxPageSize=1").get("instances").get(0);
        String map = id(children(id(workspace), "").get("instances").get(0));
        List<String> names = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = children(map, "?maxPageSize=5&pageToken=" + Caller.encode(token));
            page.get("instances")
                    .forEach(child -> names.add(child.at("/engineInstance/Name").asString()));
            sizes.add(page.get("instances").size());
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());
        assertThat(sizes).containsExactly(5, 5, 3);
        assertThat(names).startsWith("Lanterns", "Harbor").doesNotHaveDuplicates();
        assertThat(children(map, "").get("instances")).hasSize(13);
        assertThat(caller.get(INSTANCES + map + ":listChildren?pageToken=5").status())
                .isEqualTo(400);
    }

    private JsonNode children(String instance, String query) {
        String operation = caller.get(INSTANCES + instance + ":listChildren" + query)
                .json()
                .get("path")
                .asString();
        clock.passes(Duration.ofSeconds(2));
        return caller.get("/cloud/v2/" + operation).json().get("response");
    }

    private static String id(JsonNode instance) {
        return instance.at("/engineInstance/Id").asString();
    }

    @Test
    void messagesHaveALimit() {
        String body = "{\"topic\":\"t\",\"message\":\"%s\"}";
        assertThat(caller.send("POST", UNIVERSE + ":publishMessage", body.formatted("x".repeat(1_024)))
                        .status())
                .isEqualTo(200);
        assertThat(caller.send("POST", UNIVERSE + ":publishMessage", body.formatted("x".repeat(1_025)))
                        .status())
                .isEqualTo(400);
    }
}
