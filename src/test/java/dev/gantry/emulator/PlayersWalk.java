package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A subscription, what a user follows, and a text that is translated. */
final class PlayersWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        String player =
                caller.get("/cloud/v2/universes/1/data-stores/PlayerData/entries?maxPageSize=100").ids().stream()
                        .map(id -> id.substring("Player_".length()))
                        .filter(id ->
                                caller.get("/cloud/v2/universes/1/subscription-products/EXP-1001/subscriptions/" + id)
                                                .status()
                                        == 200)
                        .findFirst()
                        .orElseThrow();
        assertThat(player).startsWith("1");
        String universes = "/legacy-followings/v1/users/900000001/universes";
        caller.send("POST", universes + "/5", "");
        assertThat(caller.get(universes + "/5/status").json().get("IsFollowing").asBoolean())
                .isTrue();
        caller.get(universes);
        caller.get(universes.replace("v1", "v2"));
        caller.send("DELETE", universes + "/5", "");
        caller.send(
                "POST", "/cloud/v2/universes/1:translateText", "{\"text\":\"Hi\",\"targetLanguageCodes\":[\"de-de\"]}");
    }
}
