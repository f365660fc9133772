package dev.gantry.opencloud;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * How many players a universe has online, asked once a minute, because its allowance follows them. Operation
 * {@code games_get_v1_games} of {@code games.roblox.com}, which takes no credential; checked on 2026-11-23.
 */
final class PlayersOnline implements AutoCloseable {

    static final ApiOperation OPERATION = Catalog.ofProgram().operation("games_get_v1_games");

    private static final Logger LOG = LoggerFactory.getLogger(PlayersOnline.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final OpenCloud cloud;
    private final Map<UniverseId, Integer> last = new ConcurrentHashMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("players-online").factory());

    PlayersOnline(OpenCloud cloud) {
        this.cloud = cloud;
    }

    /** The count now; where it cannot be had, the last one known, or none, which earns the least. */
    int count(UniverseId universe) {
        try {
            JsonNode playing = cloud.getOpenly("games.roblox.com", "/v1/games?universeIds=" + universe)
                    .path("data")
                    .path(0)
                    .path("playing");
            if (!playing.isIntegralNumber() || playing.asLong() < 0) {
                throw new IOException("the answer names no players for universe " + universe);
            }
            int players = (int) Math.min(Integer.MAX_VALUE, playing.asLong());
            last.put(universe, players);
            return players;
        } catch (IOException unknown) {
            int players = last.getOrDefault(universe, 0);
            LOG.warn(
                    "Players online in universe {} are not known ({}); going on as if there were {}.",
                    universe,
                    unknown.getMessage(),
                    players);
            return players;
        }
    }

    /** Tells the count every minute from now on. */
    void follow(UniverseId universe, IntConsumer told) {
        var unused = clock.scheduleWithFixedDelay(
                () -> told.accept(count(universe)), EVERY.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
