package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** An asset that is uploaded, changed, rolled back, archived and restored, and the instances of a place. */
final class AssetsWalk implements Walk {
    private static final String ASSETS = "/assets/v1/assets";

    @Override
    public void walk(Caller caller) {
        String request = "{\"assetType\":\"Decal\",\"displayName\":\"Flag\","
                + "\"creationContext\":{\"creator\":{\"userId\":900000001}}}";
        MultipartBody form = new MultipartBody().field("request", request).file("fileContent", "x.png", "png");
        String operation = form.send(caller, "POST", ASSETS).json().get("path").asString();
        caller.get("/assets/v1/" + operation);
        String id = caller.get("/assets/v1/" + operation)
                .json()
                .path("response")
                .path("assetId")
                .asString("");
        if (id.isEmpty()) {
            id = caller.get("/assets/v1/" + operation)
                    .json()
                    .get("response")
                    .get("assetId")
                    .asString();
        }
        String asset = ASSETS + "/" + id;
        form.send(caller, "PATCH", asset);
        assertThat(caller.get(asset).json().get("revisionId").asString()).isEqualTo("2");
        caller.get(asset + "/versions/1");
        assertThat(caller.get(asset + "/versions?maxPageSize=1").json()).hasSize(1);
        new MultipartBody()
                .field("assetVersion", "assets/" + id + "/versions/1")
                .send(caller, "POST", asset + "/versions:rollback");
        caller.send("POST", asset + ":archive", "");
        assertThat(caller.send("POST", asset + ":restore", "")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("Active");
        caller.send("POST", "/cloud/v2/universes/1:generateSpeechAsset", "{\"text\":\"Hello\"}");
        String instances = "/cloud/v2/universes/1/places/10/instances/";
        String listed =
                caller.get(instances + "root:listChildren").json().get("path").asString();
        caller.get("/cloud/v2/" + listed);
        caller.get("/cloud/v2/" + listed);
        String child = caller.get("/cloud/v2/" + listed)
                .json()
                .at("/response/instances/0/engineInstance/Id")
                .asString();
        caller.get(instances + child);
        assertThat(caller.send("PATCH", instances + child, "{\"engineInstance\":{\"Name\":\"World\"}}")
                        .status())
                .isEqualTo(200);
    }
}
