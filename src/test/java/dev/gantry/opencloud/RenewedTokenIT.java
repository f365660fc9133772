package dev.gantry.opencloud;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.credential.TokenHolder;
import dev.gantry.opencloud.http.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Access tokens that a refresh token is exchanged for, which works once. */
@Timeout(60)
class RenewedTokenIT {
    private static final Request UNIVERSE =
            Request.of(Catalog.ofProgram().operation("Cloud_GetUniverse")).withVariable("universe_id", "1");

    private final HandSetTime time = HandSetTime.passingBySleep();

    /** Of the emulator. */
    private final AtomicInteger exchanged = new AtomicInteger();

    @TempDir
    private Path temp;

    @Test
    void exchangesTheTokenOnceAndGoesOnWithWhatItGot() throws Exception {
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN)) {
            assertThat(cloud.call(UNIVERSE).json().get("path").asString()).isEqualTo("universes/1");
            cloud.call(UNIVERSE);
            time.sleep(Duration.ofMinutes(14));
            cloud.call(UNIVERSE);

            assertThat(exchanges()).isEqualTo(2);
            assertThat(emulator.stats().byStatus()).containsOnlyKeys(200);
        }
    }

    @Test
    void goesOnAfterAKillWithWhatItHadStored() throws Exception {
        try (Emulator emulator = emulator()) {
            for (int process = 0; process < 3; process++) {
                try (OpenCloud cloud = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN)) {
                    cloud.call(UNIVERSE);
                }
            }
            assertThat(exchanges()).isOne();

            time.sleep(Duration.ofMinutes(20));
            try (OpenCloud cloud = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN)) {
                cloud.call(UNIVERSE);
            }
            assertThat(exchanges()).isEqualTo(2);
        }
    }

    @Test
    void twoClientsTakeTurns() throws Exception {
        try (Emulator emulator = emulator();
                OpenCloud one = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN);
                OpenCloud other = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN)) {
            for (int round = 1; round <= 4; round++) {
                one.call(UNIVERSE);
                other.call(UNIVERSE);
                assertThat(exchanges()).isEqualTo(round);
                time.sleep(Duration.ofMinutes(15));
            }
        }
    }

    @Test
    void manyThreadsOfTwoClientsAskForOneToken() throws Exception {
        int threads = 8;
        try (Emulator emulator = emulator();
                OpenCloud one = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN);
                OpenCloud other = connect(emulator.baseUri(), EmulatorOptions.DEMO_REFRESH_TOKEN);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<Received>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                OpenCloud cloud = i % 2 == 0 ? one : other;
                calls.add(pool.submit(() -> {
                    together.await();
                    return cloud.call(UNIVERSE);
                }));
            }
            for (Future<Received> call : calls) {
                assertThat(call.get().json().get("path").asString()).isEqualTo("universes/1");
            }
            assertThat(exchanges()).isOne();
        }
    }

    @Test
    void renewsOnceWhenTheTokenIsRefused() throws InterruptedException {
        try (ScriptedServer server = tokens(token -> token.equals("access-1") ? 401 : 200);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            cloud.call(UNIVERSE);

            assertThat(asked(server))
                    .containsExactly("seed-refresh", "Bearer access-1", "refresh-1", "Bearer access-2");
            assertThat(time.passed()).isZero();
        }
    }

    @Test
    void manyThreadsWhoseTokenIsRefusedAskForOneToken() throws Exception {
        int threads = 8;
        try (ScriptedServer server = tokens(token -> token.equals("access-1") ? 401 : 200);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh");
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<Received>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(pool.submit(() -> {
                    together.await();
                    return cloud.call(UNIVERSE);
                }));
            }
            for (Future<Received> call : calls) {
                call.get();
            }
            assertThat(asked(server).filter(each -> each.contains("refresh")))
                    .containsExactly("seed-refresh", "refresh-1");
        }
    }

    @Test
    void doesNotGoOnRenewingWhenEveryTokenIsRefused() {
        try (ScriptedServer server = tokens(token -> 401);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(UNIVERSE))
                    .withMessage("GET /cloud/v2/universes/1 (Cloud_GetUniverse) was answered 401. The access"
                            + " token is refused although it is new: authorize the app again and set"
                            + " ROBLOX_REFRESH_TOKEN.");
            assertThat(server.seen()).hasSize(4);
        }
    }

    @Test
    void beginsAnewWithAnotherConfiguredTokenOrAnotherAddress() throws InterruptedException {
        try (ScriptedServer server = tokens(token -> 200);
                ScriptedServer elsewhere = tokens(token -> 200)) {
            for (String seed : new String[] {"seed-refresh", "seed-refresh", "new-seed-refresh"}) {
                try (OpenCloud cloud = connect(server.baseUri(), seed)) {
                    cloud.call(UNIVERSE);
                }
            }
            try (OpenCloud cloud = connect(elsewhere.baseUri(), "seed-refresh")) {
                cloud.call(UNIVERSE);
            }
            assertThat(asked(server).filter(each -> each.contains("refresh")))
                    .containsExactly("seed-refresh", "new-seed-refresh");
            assertThat(asked(elsewhere).filter(each -> each.contains("refresh")))
                    .containsExactly("seed-refresh");
        }
    }

    @Test
    void storesTheNewTokenBeforeItUsesTheOld() throws InterruptedException {
        Set<String> stored = ConcurrentHashMap.newKeySet();
        try (ScriptedServer server = tokens(token -> {
                    stored.add(contents(tokenFile()));
                    return 200;
                });
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            cloud.call(UNIVERSE);

            assertThat(stored).singleElement().asString().contains("\"refresh\":\"refresh-1\"", "access-1");
        }
    }

    @Test
    void letsNobodyElseReadTheFile() throws Exception {
        try (ScriptedServer server = tokens(token -> 200);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            cloud.call(UNIVERSE);

            Path file = tokenFile();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                    .isEqualTo("rwx------");
            assertThat(file.getFileName().toString())
                    .matches("my%20connection-[0-9a-f]{24}\\.json")
                    .doesNotContain("seed");
            assertThat(folder()).isDirectoryNotContaining("glob:**unfinished");
        }
    }

    @Test
    void sendsTheFormThatRobloxDescribesToNobodyElse() throws InterruptedException {
        try (ScriptedServer server = tokens(token -> 200);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            cloud.call(UNIVERSE);

            ScriptedServer.Seen exchange = server.seen().getFirst();
            assertThat(exchange.method()).isEqualTo("POST");
            assertThat(exchange.path()).isEqualTo("/oauth/v1/token");
            assertThat(exchange.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
            assertThat(exchange.body())
                    .isEqualTo("grant_type=refresh_token&refresh_token=seed-refresh&client_id=4711"
                            + "&client_secret=secret-of-client");
            assertThat(server.seen().getLast().body()).isEmpty();
        }
    }

    @Test
    void saysWhatToDoWhenTheTokenWasUsedBefore() {
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator.baseUri(), "used-before")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(UNIVERSE))
                    .withMessage(
                            "The refresh token could not be exchanged for GET /cloud/v2/universes/1 (Cloud_GetUniverse):"
                                    + " POST /oauth/v1/token was answered 400 invalid_grant (The refresh token is unknown, expired,"
                                    + " or was used before). A refresh token works once and for 90 days: another program has used"
                                    + " it, or it is too old, or the client's id or secret is wrong. Authorize the app again and set"
                                    + " ROBLOX_REFRESH_TOKEN to the token that this gives.")
                    .matches(refused -> refused.kind() == ErrorKind.UNAUTHENTICATED);
            assertThat(exchanges()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 7", "503, 7"})
    void waitsAsLongAsTheTokenEndpointSays(int status, long seconds) throws InterruptedException {
        var busy = new ScriptedServer.Reply(status, Map.of("Retry-After", Long.toString(seconds)), "");
        try (ScriptedServer server = tokens(token -> 200)) {
            var willing = server.script();
            server.answers(request -> request.ordinal() <= 2 ? busy : willing.apply(request));
            try (OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
                cloud.call(UNIVERSE);

                assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2 * seconds));
            }
        }
    }

    /** Nothing of the write itself has been sent, so there is nothing to settle. */
    @Test
    void repeatsAWriteWhoseTokenCouldNotBeHad() throws InterruptedException {
        try (ScriptedServer server = tokens(token -> 200)) {
            var willing = server.script();
            server.answers(
                    request -> request.ordinal() <= 2 ? ScriptedServer.Reply.of(500, "") : willing.apply(request));
            try (OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
                cloud.call(Request.of(Catalog.ofProgram().operation("Cloud_UpdateUniverse"))
                        .withVariable("universe_id", "1"));

                assertThat(server.seen()).hasSize(4);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "no json", "[]", "{\"access_token\":\"\"}"})
    void refusesAnAnswerWithoutAToken(String body) {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(body));
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(UNIVERSE))
                    .withMessageContaining("POST /oauth/v1/token was answered 200");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void asksForNothingWhenItCouldNotKeepTheAnswer() throws IOException {
        Files.writeString(folder(), "a file where the folder should be");
        try (ScriptedServer server = tokens(token -> 200);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            assertThatExceptionOfType(OpenCloudException.FileFailed.class)
                    .isThrownBy(() -> cloud.call(UNIVERSE))
                    .withMessageContaining("Cloud_GetUniverse was not made: cannot write " + folder());
            assertThat(server.seen()).isEmpty();
        }
    }

    @Test
    void saysThatTheFileIsDamaged() throws Exception {
        try (ScriptedServer server = tokens(token -> 200)) {
            try (OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
                cloud.call(UNIVERSE);
            }
            Files.writeString(tokenFile(), "{\"refresh\":\"secret-half");
            try (OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
                assertThatExceptionOfType(OpenCloudException.FileFailed.class)
                        .isThrownBy(() -> cloud.call(UNIVERSE))
                        .withMessage("Cloud_GetUniverse was not made: cannot read " + tokenFile()
                                + ": it is damaged; remove it and set a new refresh token.")
                        .satisfies(failed -> assertThat(trace(failed)).doesNotContain("secret-half"));
            }
        }
    }

    @Test
    void showsNoTokenEvenIfTheEndpointQuotesIt() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(
                        400, "{\"error\":\"bad\"," + "\"error_description\":\"seed-refresh of secret-of-client\"}"));
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh")) {
            Throwable thrown = catchThrowable(() -> cloud.call(UNIVERSE));

            assertThat(trace(thrown)).contains("(*** of ***)").doesNotContain("seed-refresh", "secret-of-client");
        }
    }

    /** Another process holds the file, stores tokens and lets go. */
    @Test
    void waitsForAnotherProcessAndTakesWhatItStored() throws Exception {
        try (ScriptedServer server = tokens(token -> 200);
                OpenCloud cloud = connect(server.baseUri(), "seed-refresh");
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            TokenHolder.Child child = TokenHolder.start(
                    folder(),
                    server.baseUri(),
                    "{\"access\":\"access-of-the-other\",\"refresh\":\"refresh-of-the-other\","
                            + "\"expires\":\"2026-03-01T10:15:00Z\"}");
            Future<Received> call = pool.submit(() -> cloud.call(UNIVERSE));

            child.storeAndLetGo();

            call.get();
            assertThat(asked(server)).containsExactly("Bearer access-of-the-other");
        }
    }

    private static Stream<String> asked(ScriptedServer server) {
        return server.seen().stream()
                .map(seen -> seen.body().isEmpty()
                        ? String.valueOf(seen.headers().get("authorization"))
                        : seen.body().replaceFirst(".*refresh_token=([^&]*).*", "$1"));
    }

    private static ScriptedServer tokens(ToIntFunction<String> statusOfToken) {
        AtomicInteger made = new AtomicInteger();
        return ScriptedServer.start(request -> {
            if (request.path().endsWith("/oauth/v1/token")) {
                int number = made.incrementAndGet();
                return ScriptedServer.Reply.json(
                        "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\",\"expires_in\":900}"
                                .formatted(number, number));
            }
            String token =
                    String.valueOf(request.headers().get("authorization")).replace("Bearer ", "");
            int status = statusOfToken.applyAsInt(token);
            return status == 200 ? ScriptedServer.Reply.json("{}") : ScriptedServer.Reply.of(status, "");
        });
    }

    private long exchanges() {
        return exchanged.get();
    }

    private Path folder() {
        return temp.resolve("tokens");
    }

    private Path tokenFile() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    private Emulator emulator() {
        Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(10).withLimits(false));
        emulator.listen(seen -> {
            if (seen.operation().equals("OAuth_Token")) {
                exchanged.incrementAndGet();
            }
        });
        return emulator;
    }

    private OpenCloud connect(URI base, String seed) {
        Credential refresh = new Credential.RefreshToken(seed, "4711", Optional.of("secret-of-client"), folder());
        return time.connect(
                new Connection("my connection", Optional.of(base), List.of(refresh), Wire.defaults()),
                NoLimits.quota());
    }
}
