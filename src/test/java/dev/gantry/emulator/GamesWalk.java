package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** How many play. */
final class GamesWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        assertThat(caller.withoutKey()
                        .get("/games.roblox.com/v1/games?universeIds=1")
                        .status())
                .isEqualTo(200);
    }
}
