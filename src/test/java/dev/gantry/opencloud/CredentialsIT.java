package dev.gantry.opencloud;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Json;
import dev.gantry.opencloud.http.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Which credential goes along with what, and to whom. */
@Timeout(60)
class CredentialsIT {
    private static final Credential KEY = new Credential.ApiKey("secret-key");
    private static final Credential TOKEN = new Credential.AccessToken("secret-token");
    private static final Credential COOKIE = new Credential.Cookie("secret-cookie");
    private static final Credential EMULATOR_COOKIE = new Credential.Cookie(EmulatorOptions.DEMO_COOKIE);
    private static final String BATCH = "[{\"requestId\":\"a\",\"type\":\"Avatar\",\"targetId\":1}]";

    private static final ApiOperation TAKES_ALL = operation("GamePasses_CreateGamePass");
    private static final ApiOperation TAKES_COOKIE = operation("users_post_v1_description");
    private static final ApiOperation OPEN = operation("thumbnails_post_v1_batch");
    private static final ApiOperation TAKES_NONE = operation("catalog_get_v1_categories");

    private final HandSetTime time = HandSetTime.passingBySleep();

    @ParameterizedTest
    @CsvSource({
        "Cloud_GetUniverse, key token cookie, x-api-key: secret-key",
        "Cloud_GetUniverse, token cookie, authorization: Bearer secret-token",
        "Cloud_GetMemoryStoreFlushOperation, cookie token key, x-api-key: secret-key",
        "GamePasses_CreateGamePass, key cookie, x-api-key: secret-key",
        "GamePasses_CreateGamePass, cookie, cookie: .ROBLOSECURITY=secret-cookie",
        "users_post_v1_description, key token cookie, cookie: .ROBLOSECURITY=secret-cookie",
        "thumbnails_post_v1_batch, key cookie, cookie: .ROBLOSECURITY=secret-cookie",
        "thumbnails_post_v1_batch, key, ''",
        "thumbnails_post_v1_batch, '', ''",
        "catalog_get_v1_categories, key token cookie, ''"
    })
    void sendsWhatTheOperationTakesAndNothingElse(String id, String has, String sent) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{\"data\":[]}"));
                OpenCloud cloud = connect(server, has)) {
            cloud.call(filled(operation(id)));

            assertThat(server.seen().getLast().headers().entrySet().stream()
                            .map(header -> header.getKey().toLowerCase(Locale.ROOT) + ": " + header.getValue())
                            .filter(header -> header.matches("(x-api-key|authorization|cookie|x-csrf-token): .*"))
                            .collect(Collectors.joining()))
                    .isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Cloud_GetUniverse | '' | takes an API key or an access token, but connection default has no credential. Set"
                        + " ROBLOX_API_KEY or ROBLOX_ACCESS_TOKEN, or api-key or access-token: of"
                        + " gantry.connections.default in config/application.yml.",
                "Cloud_GetMemoryStoreFlushOperation | cookie token | takes an API key, but connection default has only an"
                        + " access token and a cookie. Set api-key: of gantry.connections.default in"
                        + " config/application.yml, or, if it has its credentials from the environment, ROBLOX_API_KEY.",
                "users_post_v1_description | key | takes a cookie, but connection default has only an API key. Set cookie: of"
                        + " gantry.connections.default in config/application.yml, or, if it has its credentials from the"
                        + " environment, ROBLOSECURITY."
            })
    void refusesBeforeItSendsWhatTheConnectionHasNoCredentialFor(String id, String has, String text) {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                OpenCloud cloud = connect(server, has)) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(filled(operation(id))))
                    .withMessageEndingWith(" (" + id + ") " + text)
                    .satisfies(refused -> {
                        assertThat(refused.kind()).isEqualTo(ErrorKind.UNAUTHENTICATED);
                        assertThat(refused.status()).isZero();
                        assertThat(refused.isRetryable()).isFalse();
                    });
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void sendsACallThatChangesSomethingAgainWithTheTokenOfTheHost() throws InterruptedException {
        try (Emulator emulator = Emulator.start(
                        EmulatorOptions.defaults().withPlayers(10).withLimits(false));
                OpenCloud cloud = time.connect(
                        new Connection(Optional.of(emulator.baseUri()), EMULATOR_COOKIE), NoLimits.quota())) {
            Request batch = Request.of(OPEN).withBody(Json.parse(BATCH.getBytes(UTF_8)));

            assertThat(cloud.call(batch).json().get("data")).hasSize(1);
            assertThat(cloud.call(batch).json().get("data")).hasSize(1);

            assertThat(emulator.stats().byStatus()).isEqualTo(Map.of(403, 1L, 200, 2L));
            assertThat(time.passed()).isZero();
        }
    }

    @Test
    void remembersTheTokenForItsHostAlone() throws InterruptedException {
        try (ScriptedServer server =
                        ScriptedServer.start(request -> request.headers().containsKey("x-csrf-token")
                                ? ScriptedServer.Reply.json("{}")
                                : new ScriptedServer.Reply(
                                        403, Map.of("x-csrf-token", "token-" + request.ordinal()), "{\"errors\":[]}"));
                OpenCloud cloud = connect(server, "cookie")) {
            cloud.call(filled(TAKES_COOKIE));
            cloud.call(filled(TAKES_COOKIE));
            cloud.call(filled(TAKES_ALL));

            assertThat(server.seen().stream().map(seen -> seen.headers().getOrDefault("x-csrf-token", "none")))
                    .containsExactly("none", "token-1", "token-1", "none", "token-4");
        }
    }

    @Test
    void sendsAgainOnceOnly() {
        try (ScriptedServer server = ScriptedServer.start(request ->
                        new ScriptedServer.Reply(403, Map.of("x-csrf-token", "token-" + request.ordinal()), ""));
                OpenCloud cloud = connect(server, "cookie")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(filled(TAKES_COOKIE)))
                    .withMessage("POST /v1/description (users_post_v1_description) was answered 403. The"
                            + " account of the cookie is not permitted to do this.");
            assertThat(server.seen()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirectWithAnyCredential(int status) {
        for (String has : new String[] {"key", "token", "cookie"}) {
            try (ScriptedServer other = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                    ScriptedServer server = ScriptedServer.start(request ->
                            new ScriptedServer.Reply(status, Map.of("Location", other.baseUri() + "/stolen"), ""));
                    OpenCloud cloud = connect(server, has)) {
                assertThatExceptionOfType(OpenCloudException.Refused.class)
                        .isThrownBy(() -> cloud.call(filled(TAKES_ALL)))
                        .matches(refused -> refused.status() == status);
                assertThat(server.seen()).hasSize(1);
                assertThat(other.seen()).isEmpty();
            }
        }
    }

    @Test
    void knowsNoHostButThoseOfRoblox() {
        Connection roblox = new Connection(Optional.empty(), KEY);

        assertThat(roblox.main()).hasToString("https://apis.roblox.com");
        assertThat(roblox.other("games.roblox.com")).hasToString("https://games.roblox.com");
        for (String host : new String[] {"evil.example", "roblox.com.evil.example", "evilroblox.com", "roblox.com"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> roblox.other(host))
                    .withMessage("the catalogue names the host " + host + ", which is not under roblox.com");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | token | The access token is unknown or has expired, as they do after 15 minutes: set"
                        + " ROBLOX_ACCESS_TOKEN to a new one, or ROBLOX_REFRESH_TOKEN, ROBLOX_CLIENT_ID and"
                        + " ROBLOX_CLIENT_SECRET, from which Gantry gets new ones by itself.",
                "401 | cookie | The cookie is unknown or its session has ended: set ROBLOSECURITY to that of a new session.",
                "403 | key | The API key lacks the scope game-pass:write, or is not allowed for this universe or from this"
                        + " address: add it at create.roblox.com under Credentials.",
                "403 | token | The access token lacks the scope game-pass:write, or was not given for this universe:"
                        + " authorize the app again for both.",
                "403 | cookie | The account of the cookie is not permitted to do this."
            })
    void advisesForTheCredentialInUse(int status, String has, String advice) {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(status, ""));
                OpenCloud cloud = connect(server, has)) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(filled(TAKES_ALL)))
                    .withMessage(
                            "POST /game-passes/v1/universes/1/game-passes (GamePasses_CreateGamePass) was answered "
                                    + status + ". " + advice);
        }
    }

    @Test
    void advisesWhereNothingWasSent() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(401, ""));
                OpenCloud cloud = connect(server, "")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(filled(OPEN)))
                    .withMessage(
                            "POST /v1/batch (thumbnails_post_v1_batch) was answered 401. It wants a credential after"
                                    + " all: set ROBLOSECURITY.");
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(filled(TAKES_NONE)))
                    .withMessage("GET /v1/categories (catalog_get_v1_categories) was answered 401.");
        }
    }

    @Test
    void saysThatAnInventoryIsPrivate() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(
                        403, "{\"code\":\"PERMISSION_DENIED\",\"message\":\"The inventory is not public\"}"));
                OpenCloud cloud = connect(server, "key")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(
                            Request.of(operation("Cloud_ListInventoryItems")).withVariable("user_id", "7")))
                    .withMessage("GET /cloud/v2/users/7/inventory-items (Cloud_ListInventoryItems) was answered 403"
                            + " PERMISSION_DENIED (The inventory is not public). The inventory is private: on-denied: skip"
                            + " in the source passes over such users and counts them. If every user's is, the credential"
                            + " lacks the scope user.inventory-item:read.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 500})
    void showsNoSecretEvenIfOpenCloudQuotesIt(int status) {
        for (Credential credential : List.of(KEY, TOKEN, COOKIE)) {
            try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(
                            status, "{\"message\":\"Bad: secret-key, secret-token, secret-cookie\"}"));
                    OpenCloud cloud =
                            time.connect(new Connection(Optional.of(server.baseUri()), credential), NoLimits.quota())) {
                Throwable thrown = catchThrowable(() -> cloud.call(filled(TAKES_ALL)));

                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                String secret = "secret-" + credential.kind().word();
                assertThat(trace.toString()).contains("Bad: ").doesNotContain(secret);
                if (thrown instanceof OpenCloudException.Refused refused) {
                    assertThat(refused.details().toString()).doesNotContain(secret);
                }
            }
        }
    }

    @Test
    void showsNoSecretInTheTextOfAConnection() {
        Credential refresh = new Credential.RefreshToken(
                "secret-refresh", "1", Optional.of("secret-client"), java.nio.file.Path.of("tokens"));
        Connection all = new Connection("all", Optional.empty(), List.of(KEY, TOKEN, refresh, COOKIE), Wire.defaults());

        assertThat(all.toString()).contains("hidden").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\n", "sec ret", "secrét", " ", ""})
    void refusesSecretsWithWhatNoHeaderHoldsWithoutShowingThem(String value) {
        for (var made : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                () -> new Credential.ApiKey(value),
                () -> new Credential.AccessToken(value),
                () -> new Credential.Cookie(value))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(made)
                    .withMessageContaining(" is printable ASCII without spaces; check ROBLO")
                    .withMessageNotContaining("sec");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credential.Cookie("secret;other=1"))
                .withMessage("a cookie is the value of .ROBLOSECURITY alone, without semicolons; check ROBLOSECURITY");
    }

    private static Request filled(ApiOperation operation) {
        Request request = Request.of(operation);
        for (String variable : operation.variables()) {
            request = request.withVariable(variable, "1");
        }
        return request;
    }

    private OpenCloud connect(ScriptedServer server, String has) {
        List<Credential> credentials = Arrays.stream(has.split(" ", -1))
                .filter(kind -> !kind.isEmpty())
                .map(kind -> switch (kind) {
                    case "key" -> KEY;
                    case "token" -> TOKEN;
                    default -> COOKIE;
                })
                .toList();
        return time.connect(
                new Connection("default", Optional.of(server.baseUri()), credentials, Wire.defaults()),
                NoLimits.quota());
    }

    private static ApiOperation operation(String id) {
        return Catalog.ofProgram().operation(id);
    }
}
