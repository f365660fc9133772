package dev.gantry.opencloud;

import java.io.IOException;

import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.limits.CountPlayers;
import tools.jackson.databind.JsonNode;

/**
 * How many players a universe has online, because its allowance follows them. Operation {@code games_get_v1_games} of
 * {@code games.roblox.com}, which takes no credential; checked on 2026-11-23.
 */
record PlayersOnline(OpenCloud cloud) implements CountPlayers {

    static final ApiOperation OPERATION = Catalog.ofProgram().operation("games_get_v1_games");

    @Override
    public int online(long universe) throws IOException {
        JsonNode playing = cloud.getOpenly("games.roblox.com", "/v1/games?universeIds=" + universe)
                .path("data")
                .path(0)
                .path("playing");
        if (!playing.isIntegralNumber() || playing.asLong() < 0) {
            throw new IOException("the answer names no players for universe " + universe);
        }
        return (int) Math.min(Integer.MAX_VALUE, playing.asLong());
    }
}
