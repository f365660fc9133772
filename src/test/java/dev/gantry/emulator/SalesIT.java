package dev.gantry.emulator;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Game passes, developer products, badges and secrets. */
class SalesIT {
    private static final String PASSES = "/game-passes/v1/universes/1/game-passes";
    private static final String SECRETS = "/cloud/v2/universes/1/secrets";

    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(50)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void whatIsCreatedIsListedOnceAmongTheOthers() {
        long id = new MultipartBody()
                .field("name", "Radio 📻")
                .field("price", "40")
                .field("isForSale", "true")
                .send(caller, "POST", PASSES)
                .json()
                .get("gamePassId")
                .asLong();
        Set<Long> seen = new HashSet<>();
        String token = "";
        int pages = 0;
        do {
            JsonNode page = caller.get(PASSES + "/creator?pageSize=25&pageToken=" + Caller.encode(token))
                    .json();
            page.get("gamePasses")
                    .forEach(pass -> assertThat(seen.add(pass.get("gamePassId").asLong()))
                            .isTrue());
            token = page.path("nextPageToken").asString("");
            pages++;
        } while (!token.isEmpty());
        assertThat(seen).contains(id).hasSize(61);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void anUpdateChangesWhatItNamesAndNothingElse() {
        long id = caller.get(PASSES + "/creator")
                .json()
                .get("gamePasses")
                .get(0)
                .get("gamePassId")
                .asLong();
        JsonNode before = caller.get(PASSES + "/" + id + "/creator").json();
        assertThat(new MultipartBody()
                        .field("price", "77")
                        .file("imageFile", "x.png", "png")
                        .send(caller, "PATCH", PASSES + "/" + id)
                        .status())
                .isEqualTo(204);
        JsonNode after = caller.get(PASSES + "/" + id + "/creator").json();
        assertThat(after.get("priceInformation").get("defaultPriceInRobux").asInt())
                .isEqualTo(77);
        assertThat(after.get("name")).isEqualTo(before.get("name"));
        assertThat(after.get("iconAssetId")).isNotEqualTo(before.get("iconAssetId"));
    }

    @ParameterizedTest
    @CsvSource({"name,", "price,-1", "price,much", "isForSale,perhaps", "name,' '"})
    void whatDoesNotFitIsRefused(String field, String value) {
        Caller.Reply reply =
                new MultipartBody().field(field, value == null ? "" : value).send(caller, "POST", PASSES);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errorMessage").asString()).isNotEmpty();
    }

    @Test
    void aSecretIsNeverGivenBack() {
        String key = caller.get(SECRETS + "/public-key").json().get("key_id").asString();
        String body = "{\"id\":\"token\",\"secret\":\"c2VhbGVk\",\"key_id\":\"" + key + "\"}";
        assertThat(caller.send("POST", SECRETS, body).status()).isEqualTo(201);
        assertThat(caller.send("POST", SECRETS, body).status()).isEqualTo(409);
        assertThat(caller.get(SECRETS).text()).contains("\"token\"").doesNotContain("c2VhbGVk");
        assertThat(caller.send("POST", SECRETS, body.replace(key, "1").replace("token", "t2"))
                        .status())
                .isEqualTo(400);
        assertThat(caller.send("DELETE", SECRETS + "/token", "").status()).isEqualTo(200);
        assertThat(caller.send("DELETE", SECRETS + "/token", "").status()).isEqualTo(404);
    }

    @Test
    void anUploadTakesAWhileAndThenIsAnAsset() {
        String request = "{\"assetType\":\"Decal\",\"displayName\":\"Flag\","
                + "\"creationContext\":{\"creator\":{\"groupId\":7}}}";
        Caller.Reply begun = new MultipartBody()
                .field("request", request)
                .file("fileContent", "x.png", "png")
                .send(caller, "POST", "/assets/v1/assets");
        assertThat(begun.json().get("done").asBoolean()).isFalse();
        String operation = "/assets/v1/" + begun.json().get("path").asString();
        int polls = 1;
        while (!caller.get(operation).json().get("done").asBoolean()) {
            polls++;
        }
        assertThat(polls).isEqualTo(3);
        long id = caller.get(operation).json().get("response").get("assetId").asLong();
        assertThat(caller.get("/assets/v1/assets/" + id)
                        .json()
                        .get("displayName")
                        .asString())
                .isEqualTo("Flag");
        assertThat(caller.get("/assets/v1/assets/" + id + "/versions/2").status())
                .isEqualTo(404);
        assertThat(new MultipartBody()
                        .field("request", "{}")
                        .send(caller, "POST", "/assets/v1/assets")
                        .status())
                .isEqualTo(400);
    }
}
