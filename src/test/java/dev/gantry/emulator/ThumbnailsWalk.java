package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** Thumbnails of everything that has one. */
final class ThumbnailsWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        Caller cookie = caller.withoutKey().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
        String host = "/thumbnails.roblox.com/v1/";
        for (String list : new String[] {
            "assets?assetIds=1,2",
            "badges/icons?badgeIds=1",
            "bundles/thumbnails?bundleIds=1",
            "developer-products/icons?developerProductIds=1",
            "game-passes?gamePassIds=1",
            "games/icons?universeIds=1",
            "games/1/thumbnails?thumbnailIds=1",
            "groups/icons?groupIds=1",
            "places/gameicons?placeIds=1",
            "users/avatar?userIds=1",
            "users/avatar-bust?userIds=1",
            "users/avatar-headshot?userIds=1&size=150x150",
            "users/outfits?userOutfitIds=1",
            "asset-thumbnail-animated?assetId=1",
            "games/multiget/thumbnails?universeIds=1"
        }) {
            assertThat(cookie.get(host + list).status()).as(list).isEqualTo(200);
        }
        caller.get(host + "assets-thumbnail-3d?assetId=1");
        caller.get(host + "users/avatar-3d?userId=1");
        caller.get(host + "users/outfit-3d?outfitId=1");
        String batch = "[{\"requestId\":\"a\",\"type\":\"Avatar\",\"targetId\":1,\"size\":\"150x150\"}]";
        String token = cookie.send("POST", host + "batch", batch).header("x-csrf-token");
        assertThat(cookie.with("x-csrf-token", token)
                        .send("POST", host + "batch", batch)
                        .status())
                .isEqualTo(200);
    }
}
