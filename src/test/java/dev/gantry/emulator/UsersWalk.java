package dev.gantry.emulator;

import dev.gantry.emulator.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** One user: profile, thumbnail, inventory, a notification. */
final class UsersWalk implements Walk {
    private static final String USER = "/cloud/v2/users/" + World.OWNER;

    @Override
    public void walk(Caller caller) {
        assertThat(caller.get(USER).json().get("name").asString()).isEqualTo(World.OWNER_NAME);
        String operation = caller.get(USER + ":generateThumbnail?size=420&format=PNG&shape=ROUND")
                .json()
                .get("path")
                .asString();
        assertThat(caller.get("/cloud/v2/" + operation).status()).isEqualTo(200);
        assertThat(caller.get(USER + "/inventory-items?maxPageSize=100").status())
                .isEqualTo(200);
        String notification =
                "{\"source\":{\"universe\":\"universes/1\"},\"payload\":{\"type\":\"MOMENT\",\"messageId\":\"m\"}}";
        assertThat(caller.send("POST", USER + "/notifications", notification).status())
                .isEqualTo(200);
    }
}
