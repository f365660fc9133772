package dev.gantry.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The game that plays beside its tools. */
class GameIT {
    private static final String STORES = "/cloud/v2/universes/1/data-stores";
    private static final String SAVES = STORES + "/PlayerData/entries";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator = Emulator.start(options(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    /** Six players of six: all of them are always online. */
    private static EmulatorOptions options(SettableClock clock) {
        return EmulatorOptions.defaults()
                .withPlayers(6)
                .withConcurrentUsers(6)
                .withGame(true)
                .withClock(clock);
    }

    private JsonNode stats() {
        return new Caller(emulator.baseUri(), Optional.empty())
                .get("/emulator/stats")
                .json()
                .get("game");
    }

    private List<String> revisions(String id) {
        return caller.allIds(SAVES + "/" + id + ":listRevisions", "");
    }

    @Test
    void savesTheSameKeySeveralTimesAnHourWhichLeavesOneVersionAnHour() {
        String id = caller.get(SAVES).ids().getFirst();
        clock.passes(Duration.ofMinutes(115));
        JsonNode game = stats();
        assertThat(game.get("saves").asLong() + game.get("leaves").asLong()).isGreaterThan(6 * 115 / 5 - 12);
        assertThat(revisions(id)).hasSizeBetween(2, 4);
    }

    @Test
    void playersEarnTradeAndLeave() {
        String id = caller.get(SAVES).ids().getFirst();
        JsonNode before = caller.get(SAVES + "/" + id).json().get("value");
        clock.passes(Duration.ofMinutes(100));
        JsonNode after = caller.get(SAVES + "/" + id).json().get("value");
        assertThat(after.get("coins")).isNotEqualTo(before.get("coins"));
        assertThat(after.get("lastLogin")).isNotEqualTo(before.get("lastLogin"));
        assertThat(after.get("displayName")).isEqualTo(before.get("displayName"));
        assertThat(stats().get("trades").asLong()).isPositive();
        assertThat(stats().get("leaves").asLong()).isPositive();
        assertThat(stats().get("joins").asLong())
                .isBetween(
                        stats().get("leaves").asLong() - 6,
                        stats().get("leaves").asLong());
    }

    @Test
    void whoLeavesIsPutOnTheLeaderboard() {
        clock.passes(Duration.ofMinutes(100));
        List<JsonNode> coins = caller.get("/cloud/v2/universes/1/ordered-data-stores/Coins/scopes/global/entries")
                .json()
                .get("orderedDataStoreEntries")
                .valueStream()
                .toList();
        assertThat(coins)
                .hasSize(6)
                .anySatisfy(rank -> assertThat(rank.get("value").asLong())
                        .isEqualTo(caller.get(SAVES + "/" + rank.get("id").asString())
                                .json()
                                .get("value")
                                .get("coins")
                                .asLong()));
    }

    @Test
    void overwritesWhatAToolWritesToASaveThatIsInPlay() {
        String save = SAVES + "/" + caller.get(SAVES).ids().getFirst();
        caller.send("PATCH", save, "{\"value\":{\"coins\":-1}}");
        clock.passes(Duration.ofMinutes(6));
        assertThat(caller.get(save).json().get("value").has("displayName")).isTrue();
    }

    @Test
    void goesOnFromWhatAToolWroteWhenThePlayerJoinsAgain() {
        String save = SAVES + "/" + caller.get(SAVES).ids().getFirst();
        clock.passes(Duration.ofMinutes(1));
        for (int patch = 0; patch < 45 * 20; patch++) {
            caller.send("PATCH", save, "{\"value\":{\"coins\":1000000,\"migrated\":true}}");
            clock.passes(Duration.ofSeconds(3));
        }
        clock.passes(Duration.ofMinutes(6));
        JsonNode value = caller.get(save).json().get("value");
        assertThat(value.get("migrated").asBoolean()).isTrue();
        assertThat(value.get("coins").asLong()).isNotEqualTo(1_000_000).isBetween(900_000L, 1_100_000L);
    }

    @Test
    void isThrottledByAToolThatTakesTheWholeQuota() {
        int quota = 300 + 20 * 6;
        for (int i = 0; i < quota; i++) {
            caller.send("PATCH", STORES + "/Mine/entries/" + i + "?allowMissing=true", "{\"value\":1}");
        }
        clock.passes(Duration.ofSeconds(59));
        assertThat(stats().get("throttled").asLong()).isPositive();
        long throttled = stats().get("throttled").asLong();
        clock.passes(Duration.ofMinutes(30));
        assertThat(stats().get("throttled").asLong()).isBetween(throttled, throttled + 12);
    }

    @Test
    void takesFromTheSameQuotaAsTheTools() {
        clock.passes(Duration.ofMinutes(10));
        int remaining =
                Integer.parseInt(caller.send("PATCH", STORES + "/Mine/entries/a?allowMissing=true", "{\"value\":1}")
                        .header("x-ratelimit-remaining"));
        assertThat(remaining).isLessThan(300 + 20 * 6 - 1);
    }

    @Test
    void outlivesTheDeletionOfItsStore() {
        caller.send("DELETE", STORES + "/PlayerData", "");
        clock.passes(Duration.ofMinutes(20));
        assertThat(stats().get("failed").asLong()).isPositive();
        caller.send("POST", STORES + "/PlayerData:undelete", "{}");
        long saves = stats().get("saves").asLong();
        clock.passes(Duration.ofMinutes(20));
        assertThat(stats().get("saves").asLong()).isGreaterThan(saves);
    }

    @Test
    void playsTheSameHoweverOftenItIsWatched() {
        SettableClock other = new SettableClock("2026-03-01T10:10:00Z");
        try (Emulator twin = Emulator.start(options(other))) {
            Caller watcher = Caller.of(twin);
            for (int minute = 0; minute < 60; minute++) {
                other.passes(Duration.ofMinutes(1));
                watcher.get("/emulator/clock");
            }
            clock.passes(Duration.ofHours(1));
            caller.get("/emulator/clock");
            for (String id : caller.get(SAVES).ids()) {
                assertThat(watcher.get(SAVES + "/" + id).text())
                        .isEqualTo(caller.get(SAVES + "/" + id).text());
            }
        }
    }

    @Test
    void aMonthThatIsSkippedIsNotPlayed() {
        clock.passes(Duration.ofDays(30));
        assertThat(stats().get("saves").asLong()).isLessThan(6 * 30);
        assertThat(stats().get("online").asInt()).isEqualTo(6);
    }
}
