package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** Secrets. */
final class SecretsWalk implements Walk {

    @Override
    public void walk(Caller caller) {
        String secrets = "/cloud/v2/universes/1/secrets";
        String key = caller.get(secrets + "/public-key").json().get("key_id").asString();
        String sealed = "\"secret\":\"R2FudHJ5\",\"key_id\":\"" + key + "\"";
        caller.send("POST", secrets, "{\"id\":\"walk\"," + sealed + "}");
        caller.send("PATCH", secrets + "/walk", "{" + sealed + ",\"domain\":\"example.com\"}");
        assertThat(caller.get(secrets + "?limit=10").text())
                .contains("\"walk\"")
                .doesNotContain("R2FudHJ5");
        assertThat(caller.send("DELETE", secrets + "/walk", "").status()).isEqualTo(200);
    }
}
