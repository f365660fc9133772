package dev.gantry.emulator;

import static org.assertj.core.api.Assertions.assertThat;

/** A key asked about itself, and a refresh token exchanged. */
final class AccessWalk implements Walk {
    @Override
    public void walk(Caller caller) {
        assertThat(caller.send(
                                "POST",
                                "/api-keys/v1/introspect",
                                "{\"apiKey\":\"" + EmulatorOptions.DEMO_API_KEY + "\"}")
                        .status())
                .isEqualTo(200);
        String form = "grant_type=refresh_token&client_id=1&refresh_token=" + EmulatorOptions.DEMO_REFRESH_TOKEN;
        assertThat(caller.send("POST", "/oauth/v1/token", form).status()).isEqualTo(200);
    }
}
