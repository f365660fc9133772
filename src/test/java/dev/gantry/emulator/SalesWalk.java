package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** Game passes, developer products and badges. */
final class SalesWalk implements Walk {
    private static final String PASSES = "/game-passes/v1/universes/1/game-passes";
    private static final String PRODUCTS = "/developer-products/v2/universes/1/developer-products";

    @Override
    public void walk(Caller caller) {
        MultipartBody form =
                new MultipartBody().field("name", "Radio").field("price", "40").file("imageFile", "x.png", "png");
        long pass = form.send(caller, "POST", PASSES).json().get("gamePassId").asLong();
        form.send(caller, "PATCH", PASSES + "/" + pass);
        assertThat(caller.get(PASSES + "/" + pass + "/creator")
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo("Radio");
        caller.get(PASSES + "/creator");
        long product =
                form.send(caller, "POST", PRODUCTS).json().get("productId").asLong();
        form.send(caller, "PATCH", PRODUCTS + "/" + product);
        assertThat(caller.get(PRODUCTS + "/" + product + "/creator")
                        .json()
                        .get("name")
                        .asString())
                .isEqualTo("Radio");
        caller.get(PRODUCTS + "/creator");
        MultipartBody badge = new MultipartBody().field("name", "Walker").file("files", "x.png", "png");
        long id = badge.send(caller, "POST", "/legacy-badges/v1/universes/1/badges")
                .json()
                .get("id")
                .asLong();
        caller.send("PATCH", "/legacy-badges/v1/badges/" + id, "{\"description\":\"Has walked\"}");
        new MultipartBody()
                .file("request.files", "x.png", "png")
                .send(caller, "POST", "/legacy-publish/v1/badges/" + id + "/icon");
        Caller cookie = caller.withoutKey().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
        assertThat(cookie.get("/badges.roblox.com/v1/badges/" + id)
                        .json()
                        .get("description")
                        .asString())
                .isEqualTo("Has walked");
        cookie.get("/badges.roblox.com/v1/universes/1/badges?limit=10");
    }
}
