package dev.gantry.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import dev.gantry.emulator.wire.OperationClass;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens to a request before and after its operation: keys, limits, faults, malformed input. */
class GatewayIT {
    private static final String STORES = "/cloud/v2/universes/1/data-stores";
    private static final String PLAYERS = STORES + "/PlayerData/entries";

    private final SettableClock clock = new SettableClock("2026-03-01T10:10:00Z");
    private final Emulator emulator = Emulator.start(
            EmulatorOptions.defaults().withPlayers(300).withConcurrentUsers(0).withClock(clock));
    private final Caller caller = Caller.of(emulator);

    @AfterEach
    void close() {
        emulator.close();
    }

    @Test
    void aPortThatIsTakenIsSaidSo() {
        EmulatorOptions options =
                EmulatorOptions.defaults().withPort(emulator.baseUri().getPort());
        assertThatThrownBy(() -> Emulator.start(options))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot listen at 127.0.0.1 port " + options.port())
                .hasMessageContaining("in use");
    }

    @Test
    void closingTwiceIsNoMistake() {
        Emulator other = Emulator.start(EmulatorOptions.defaults());
        other.close();
        other.close();
        assertThat(other.stats().requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET   | /nope                                          | 404 | {"errors":[{"code":0,"message":"NotFound"}]}
            GET   | /                                              | 404 | {"errors":[{"code":0,"message":"NotFound"}]}
            GET   | /games.roblox.com                              | 404 | {"errors":[{"code":0,"message":"NotFound"}]}
            GET   | /cloud/v2/universes//data-stores               | 404 | {"errors":[{"code":0,"message":"NotFound"}]}
            PUT   | /cloud/v2/universes/1/data-stores              | 405 | {"errors":[{"code":0,"message":"MethodNotAllowed"}]}
            GET   | /cloud/v2/universes/x/data-stores              | 400 | {"code":"INVALID_ARGUMENT","message":"A universe's id is a number, not x"}
            GET   | /cloud/v2/universes/9/data-stores              | 403 | {"code":"PERMISSION_DENIED","message":"The API key has no access to universe 9"}
            GET   | /cloud/v2/universes/1/data-stores/No/entries   | 404 | {"code":"NOT_FOUND","message":"There is no data store No in universe 1"}
            GET   | /cloud/v2/universes/1/data-stores/Settings/entries/no | 404 | {"code":"NOT_FOUND","message":"There is no entry no"}
            GET   | /cloud/v2/universes/1/data-stores?maxPageSize=-1      | 400 | {"code":"INVALID_ARGUMENT","message":"maxPageSize must not be negative, but is -1"}
            GET   | /cloud/v2/universes/1/data-stores?maxPageSize=ten     | 400 | {"code":"INVALID_ARGUMENT","message":"maxPageSize must be a whole number, not ten"}
            GET   | /cloud/v2/universes/1/data-stores?showDeleted=yes     | 400 | {"code":"INVALID_ARGUMENT","message":"showDeleted must be true or false, not yes"}
            GET   | /cloud/v2/universes/1/data-stores?filter=name         | 400 | {"code":"INVALID_ARGUMENT","message":"The filter must read id.startsWith(\\"prefix\\"), not name"}
            GET   | /cloud/v2/universes/1/data-stores/Settings/entries/motd@latest:1969-01-01T00:00:00Z | 400 | {"code":"INVALID_ARGUMENT","message":"A revision's time is after 1970 and at most ten minutes ahead, not 1969-01-01T00:00:00Z"}
            GET   | /cloud/v2/universes/1/data-stores/Settings/entries/motd@latest:2026-03-01T10:20:01Z | 400 | {"code":"INVALID_ARGUMENT","message":"A revision's time is after 1970 and at most ten minutes ahead, not 2026-03-01T10:20:01Z"}
            GET   | /cloud/v2/universes/1/data-stores/Settings/entries/motd@latest:noon | 400 | {"code":"INVALID_ARGUMENT","message":"Not a time: noon"}
            GET   | /games.roblox.com/v1/games?universeIds=x       | 400 | {"errors":[{"code":8,"message":"The universe IDs specified are invalid."}]}
            """)
    void refusesInTheShapesOfTheDocument(String method, String path, int status, String body) {
        Caller.Reply reply = caller.send(method, path, "");
        assertThat(reply.text()).isEqualTo(body);
        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    void letsInKnownKeysWithTheScopeOnly() {
        emulator.addKey("lister", Set.of("universe-datastores.objects:list"));
        Caller lister = new Caller(emulator.baseUri(), Optional.of("lister"));
        String id = lister.get(PLAYERS).ids().getFirst();
        Caller.Reply denied = lister.get(PLAYERS + "/" + id);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.text())
                .isEqualTo("{\"code\":\"INSUFFICIENT_SCOPE\","
                        + "\"message\":\"The API key lacks scope universe-datastores.objects:read\"}");
        for (Optional<String> wrong : List.of(Optional.<String>empty(), Optional.of("guess"))) {
            Caller.Reply unknown = new Caller(emulator.baseUri(), wrong).get(PLAYERS);
            assertThat(unknown.status()).isEqualTo(401);
            assertThat(unknown.text()).isEqualTo("{\"errors\":[{\"code\":0,\"message\":\"Invalid API Key\"}]}");
        }
    }

    @Test
    void tellsAnybodyHowManyPlay() {
        Caller nobody = new Caller(emulator.baseUri(), Optional.empty());
        Caller.Reply reply = nobody.get("/games.roblox.com/v1/games?universeIds=7,1");
        assertThat(reply.json().get("data").size()).isEqualTo(1);
        assertThat(reply.json().get("data").get(0).get("playing").asInt()).isZero();
    }

    @Test
    void limitsEachClassByTheMinute() {
        List<String> ids = emulator.dataStores().ids(1, "PlayerData", "global");
        for (int i = 0; i < 300; i++) {
            Caller.Reply reply = caller.get(PLAYERS + "/" + ids.get(i));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("x-ratelimit-limit")).isEqualTo("300, 300;w=60");
            assertThat(reply.header("x-ratelimit-remaining")).isEqualTo(Integer.toString(299 - i));
        }
        clock.passes(Duration.ofSeconds(20));
        Caller.Reply refused = caller.get(PLAYERS + "/" + ids.getFirst());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("code").asString()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(refused.header("retry-after")).isEqualTo("40");
        assertThat(caller.get(PLAYERS).status()).as("another class").isEqualTo(200);
        clock.passes(Duration.ofSeconds(39));
        assertThat(caller.get(PLAYERS + "/" + ids.getFirst()).status()).isEqualTo(429);
        clock.passes(Duration.ofSeconds(1));
        assertThat(caller.get(PLAYERS + "/" + ids.getFirst()).status()).isEqualTo(200);
        assertThat(emulator.stats().throttled()).isEqualTo(2);
        assertThat(emulator.stats().of(OperationClass.READ)).isEqualTo(303);
        assertThat(emulator.stats().entryGets()).isEqualTo(301);
        assertThat(emulator.stats().entryLists()).isEqualTo(1);
    }

    @Test
    void limitsTheBytesReadByTheMinute() {
        emulator.dataStores().put(1, "Big", "global", "a", "\"" + "x".repeat(4_000_000) + "\"");
        String path = STORES + "/Big/entries/a";
        for (int i = 0; i < 7; i++) {
            assertThat(caller.get(path).status()).isEqualTo(200);
        }
        assertThat(caller.get(path).header("retry-after")).isEqualTo("60");
        clock.passes(Duration.ofSeconds(60));
        assertThat(caller.get(path).status()).isEqualTo(200);
    }

    @Test
    void aPageTokenIsBoundToEverythingElse() {
        String token = "&pageToken="
                + caller.get(PLAYERS + "?maxPageSize=5").nextPageToken().orElseThrow();
        assertThat(caller.get(PLAYERS + "?maxPageSize=5" + token).status()).isEqualTo(200);
        for (String other : List.of(
                PLAYERS + "?maxPageSize=6" + token,
                PLAYERS + "?maxPageSize=5&showDeleted=true" + token,
                PLAYERS + "?maxPageSize=5&filter=id.startsWith('P')" + token,
                STORES + "/Settings/entries?maxPageSize=5" + token,
                STORES + "?maxPageSize=5" + token,
                PLAYERS + "?maxPageSize=5&pageToken=AAAAAAAAAAAAAAAAAA",
                PLAYERS + "?maxPageSize=5&pageToken=%F0%9F%8F%A0")) {
            assertThat(caller.get(other).status()).as(other).isEqualTo(400);
        }
    }

    @Test
    void pagesCanBeEmptyOrShortAndTokensStuckOrExpired() {
        List<String> ids = emulator.dataStores().ids(1, "PlayerData", "global");
        emulator.faults(Faults.parse("empty-page=@1,empty-page=@3"));
        assertThat(caller.get(PLAYERS + "?maxPageSize=200").ids()).isEmpty();
        emulator.faults(Faults.parse("empty-page=@1,empty-page=@3"));
        assertThat(caller.allIds(PLAYERS, "maxPageSize=200")).isEqualTo(ids);
        emulator.faults(Faults.parse("short-page=50%"));
        assertThat(caller.allIds(PLAYERS, "maxPageSize=100")).isEqualTo(ids);
        emulator.faults(Faults.parse("short-page=@1,expired-token=@1"));
        Caller.Reply half = caller.get(PLAYERS + "?maxPageSize=7");
        assertThat(half.ids()).isEqualTo(ids.subList(0, 4));
        String next =
                PLAYERS + "?maxPageSize=7&pageToken=" + half.nextPageToken().orElseThrow();
        assertThat(caller.get(next).status()).isEqualTo(400);
        assertThat(caller.get(next).ids()).isEqualTo(ids.subList(4, 11));
        emulator.faults(Faults.parse("stuck-token=@1"));
        String token = caller.get(PLAYERS + "?maxPageSize=10").nextPageToken().orElseThrow();
        assertThat(caller.get(PLAYERS + "?maxPageSize=10&pageToken=" + token).nextPageToken())
                .contains(token);
    }

    @Test
    void answersErrorsAsAsked() {
        emulator.faults(Faults.parse("429=@1,500=@2,503=@3"));
        Caller.Reply first = caller.get(PLAYERS);
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("retry-after")).isEqualTo("1");
        assertThat(caller.get(PLAYERS).json().get("code").asString()).isEqualTo("INTERNAL");
        assertThat(caller.get(PLAYERS).json().get("code").asString()).isEqualTo("UNAVAILABLE");
        assertThat(caller.get(PLAYERS).status()).isEqualTo(200);
        assertThat(emulator.stats().throttled()).isZero();
        assertThat(emulator.stats().byStatus()).containsKeys(200, 429, 500, 503);
    }

    @Test
    void breaksConnectionsBeforeAndAfterTheOperation() {
        // Writes, which the JDK's client does not repeat by itself.
        emulator.faults(Faults.parse("reset=@1"));
        String path = STORES + "/New/entries?id=a";
        assertThatThrownBy(() -> caller.send("POST", path, "{\"value\":1}"))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("Connection reset");
        assertThat(emulator.dataStores().value(1, "New", "global", "a")).isEmpty();
        emulator.faults(Faults.parse("reset-after=@1"));
        assertThatThrownBy(() -> caller.send("POST", path, "{\"value\":1}")).isInstanceOf(UncheckedIOException.class);
        assertThat(emulator.dataStores().value(1, "New", "global", "a")).contains("1");
        emulator.faults(Faults.parse("truncate=@1"));
        assertThatThrownBy(() -> caller.send("POST", STORES + "/New/entries?id=b", "{\"value\":1}"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("fixed content-length");
        assertThat(emulator.dataStores().value(1, "New", "global", "b")).contains("1");
    }

    @Test
    void tellsListenersBeforeItAnswers() {
        List<RequestSeen> seen = new ArrayList<>();
        emulator.listen(seen::add);
        caller.get(PLAYERS + "?maxPageSize=1");
        caller.get("/nope");
        caller.get(STORES + "/Settings/entries/motd");
        caller.get(STORES);
        assertThat(seen)
                .containsExactly(
                        new RequestSeen(
                                "Cloud_ListDataStoreEntries__Using_Universes",
                                OperationClass.LIST,
                                PLAYERS + "?maxPageSize=1",
                                1,
                                1),
                        new RequestSeen(
                                "Cloud_GetDataStoreEntry__Using_Universes_DataStores",
                                OperationClass.READ,
                                STORES + "/Settings/entries/motd",
                                2,
                                1),
                        new RequestSeen("Cloud_ListDataStores", OperationClass.LIST, STORES, 3, 2));
    }

    @Test
    void holdsAnswersBackAsLongAsAsked() {
        emulator.faults(Faults.parse("latency=30ms"));
        long start = System.nanoTime();
        assertThat(caller.get(PLAYERS).status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(29));
    }

    @Test
    void speaksHttp2InTheClear() throws Exception {
        try (HttpClient http2 =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest request = HttpRequest.newBuilder(emulator.baseUri().resolve(PLAYERS))
                    .header("x-api-key", emulator.apiKey())
                    .build();
            HttpResponse<String> response = http2.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            emulator.faults(Faults.parse("truncate=@1,reset=@2"));
            assertThatThrownBy(() -> http2.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void malformedInputIsTheCallersFaultAlways() {
        String[] pieces = {
            "cloud",
            "v2",
            "universes",
            "1",
            "data-stores",
            "PlayerData",
            "scopes",
            "-",
            "entries",
            "Player_1",
            "a%2Fb",
            "%",
            "%zz",
            "%ff%fe",
            "@",
            "@latest:",
            "x@latest:0000",
            ":increment",
            "a:increment",
            ":undelete",
            "..",
            "%00",
            "%2e%2e",
            "games.roblox.com",
            "v1",
            "games",
            "?",
            "?pageToken=%00",
            "&filter=id.startsWith(",
            "?maxPageSize=99999999999",
            "=&=&",
            "%c3%a9",
            "~",
            "\\u0000"
        };
        String[] methods = {"GET", "POST", "PATCH", "DELETE", "PUT", "OPTIONS", "HEAD"};
        String[] bodies = {
            "",
            "{",
            "[]",
            "{\"value\":",
            "\0",
            "{\"value\":1,\"users\":{}}",
            "\ufeff{}",
            "{\"value\":\"\\ud800\"}",
            "null"
        };
        Random random = new Random(3);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? STORES + "/PlayerData/entries" : "");
            for (int n = random.nextInt(6); n >= 0; n--) {
                path.append('/').append(pieces[random.nextInt(pieces.length)]);
            }
            String method = methods[random.nextInt(methods.length)];
            String body = bodies[random.nextInt(bodies.length)];
            int status = RawRequest.status(emulator.baseUri(), method, path.toString(), body);
            assertThat(status).as("%s %s %s", method, path, body).isBetween(200, 499);
        }
    }
}
