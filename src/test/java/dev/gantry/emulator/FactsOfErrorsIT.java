package dev.gantry.emulator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static dev.gantry.emulator.Fact.Place.STORES;
import static dev.gantry.emulator.Fact.Place.UNIVERSE;
import static org.assertj.core.api.Assertions.assertThat;

/** What is answered to whom, and what goes wrong how. */
class FactsOfErrorsIT {

    @TestFactory
    Stream<DynamicTest> theEmulatorTellsEachFact() {
        return Fact.tests(List.of(errors()));
    }

    private static List<Fact> errors() {
        return List.of(
                new Fact("401 missing or bad key, in the gateway's shape", world -> {
                    Caller.Reply reply = new Caller(world.emulator().baseUri(), Optional.of("no")).get(STORES);
                    assertThat(reply.status()).isEqualTo(401);
                    assertThat(reply.json().get("errors").get(0).get("message").asString())
                            .isEqualTo("Invalid API Key");
                }),
                new Fact("403 lacks scope", world -> {
                    world.emulator().addKey("none", Set.of());
                    assertThat(new Caller(world.emulator().baseUri(), Optional.of("none"))
                                    .get(STORES)
                                    .status())
                            .isEqualTo(403);
                }),
                new Fact(
                        "v2 errors are {code, message}",
                        world -> assertThat(
                                        world.get(STORES + "/No/entries").json().propertyNames())
                                .containsExactly("code", "message")),
                new Fact("404 of unknown paths in the gateway's shape", world -> {
                    Caller.Reply reply = world.get("/cloud/v2/nothing");
                    world.isRefused(reply, 404);
                    assertThat(reply.json().get("errors").get(0).propertyNames())
                            .contains("code", "message");
                }),
                new Fact("v1 errors tell a datastoreErrorCode", world -> {
                    Caller.Reply reply = world.get(
                            "/datastores/v1/universes/1/standard-datastores/datastore/entries/entry?datastoreName=S&entryKey=a");
                    world.isRefused(reply, 404);
                    assertThat(reply.json()
                                    .get("errorDetails")
                                    .get(0)
                                    .get("datastoreErrorCode")
                                    .asString())
                            .isNotEmpty();
                }),
                new Fact("a cookie that changes something is asked for an x-csrf-token first", world -> {
                    Caller cookie = world.nobody().with("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE);
                    String path = "/thumbnails.roblox.com/v1/batch";
                    String body = "[{\"requestId\":\"a\",\"type\":\"Avatar\",\"targetId\":1}]";
                    Caller.Reply first = cookie.send("POST", path, body);
                    world.isRefused(first, 403);
                    assertThat(first.header("x-csrf-token")).isNotEmpty();
                    world.isOk(cookie.with("x-csrf-token", first.header("x-csrf-token"))
                            .send("POST", path, body));
                }),
                new Fact("a refresh token works once, an access token 15 minutes", world -> {
                    Caller client = world.nobody().with("content-type", "application/x-www-form-urlencoded");
                    String form = "grant_type=refresh_token&client_id=1&client_secret=s&refresh_token="
                            + EmulatorOptions.DEMO_REFRESH_TOKEN;
                    Caller.Reply tokens = client.send("POST", "/oauth/v1/token", form);
                    world.isOk(tokens);
                    assertThat(tokens.json().get("expires_in").asInt()).isEqualTo(900);
                    world.isRefused(client.send("POST", "/oauth/v1/token", form), 400);
                    Caller bearer = world.nobody()
                            .with(
                                    "authorization",
                                    "Bearer "
                                            + tokens.json().get("access_token").asString());
                    world.isOk(bearer.get(UNIVERSE));
                    world.clock().set("2026-03-01T10:25:01Z");
                    world.isRefused(bearer.get(UNIVERSE), 401);
                }));
    }
}
