package dev.gantry.emulator;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccessIT {
    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(30).withLimits(false).withClock(clock));
    private final Caller anyone = Caller.of(emulator).withoutKey();

    @AfterEach
    void close() {
        emulator.close();
    }

    private Caller.Reply exchange(String refreshToken) {
        return anyone.send(
                HttpRequest.newBuilder(URI.create(emulator.baseUri() + "/oauth/v1/token"))
                        .header("content-type", "application/x-www-form-urlencoded"),
                "POST",
                ("grant_type=refresh_token&client_id=1&refresh_token=" + refreshToken)
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aRefreshTokenWorksOnce() {
        Caller.Reply first = exchange(EmulatorOptions.DEMO_REFRESH_TOKEN);
        assertThat(first.status()).isEqualTo(200);
        Caller.Reply again = exchange(EmulatorOptions.DEMO_REFRESH_TOKEN);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("error").asString()).isEqualTo("invalid_grant");
        assertThat(exchange(first.json().get("refresh_token").asString()).status())
                .isEqualTo(200);
    }

    @Test
    void aRefreshTokenExpiresAfterNinetyDays() {
        String next = exchange(EmulatorOptions.DEMO_REFRESH_TOKEN)
                .json()
                .get("refresh_token")
                .asString();
        clock.passes(Duration.ofDays(91));
        assertThat(exchange(next).status()).isEqualTo(400);
    }

    @Test
    void anAccessTokenWorksForAQuarterOfAnHour() {
        Caller.Reply reply = exchange(EmulatorOptions.DEMO_REFRESH_TOKEN);
        assertThat(reply.json().get("expires_in").asInt()).isEqualTo(900);
        Caller bearer = anyone.with(
                "authorization", "Bearer " + reply.json().get("access_token").asString());
        assertThat(bearer.get("/cloud/v2/universes/1").status()).isEqualTo(200);
        clock.passes(Duration.ofMinutes(15));
        assertThat(bearer.get("/cloud/v2/universes/1").status()).isEqualTo(401);
    }

    @Test
    void aKeyTellsItsScopes() {
        emulator.addKey("small", Set.of("universe-datastores.objects:read", "universe-datastores.objects:list"));
        Caller.Reply reply = anyone.send("POST", "/api-keys/v1/introspect", "{\"apiKey\":\"small\"}");
        assertThat(reply.json().get("scopes").toString())
                .isEqualTo("[{\"name\":\"universe-datastores.objects\",\"operations\":[\"list\",\"read\"],"
                        + "\"universeIds\":[\"1\"]}]");
        assertThat(anyone.send("POST", "/api-keys/v1/introspect", "{\"apiKey\":\"none\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aKeyWorksUntilItExpires() {
        String target = "/cloud/v2/universes/1";
        emulator.addKey("brief", Set.of(), clock.instant().plus(Duration.ofDays(1)));
        Caller brief = anyone.with("x-api-key", "brief");
        String asked = "{\"apiKey\":\"brief\"}";
        assertThat(brief.get(target).status()).isEqualTo(200);
        assertThat(anyone.send("POST", "/api-keys/v1/introspect", asked).json().toString())
                .contains("\"expired\":false,\"expirationTimeUtc\":\"2026-03-02T10:10:00Z\"");
        clock.passes(Duration.ofDays(1));
        assertThat(brief.get(target).status()).isEqualTo(401);
        assertThat(anyone.send("POST", "/api-keys/v1/introspect", asked).json().toString())
                .contains("\"expired\":true");
    }
}
