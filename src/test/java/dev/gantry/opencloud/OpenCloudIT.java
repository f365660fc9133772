package dev.gantry.opencloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.opencloud.credential.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class OpenCloudIT {
    private static final UniverseId UNIVERSE = new UniverseId(1);
    private static final DataStoreId SETTINGS = new DataStoreId("Settings");
    private static final DataStoreId HOUSES = new DataStoreId("Houses");
    private static final Credential KEY = new Credential.ApiKey(EmulatorOptions.DEMO_API_KEY);
    private static final String ENTRY = "{\"id\":\"a\",\"value\":1}";
    private static final EntryAddress MOTD = new EntryAddress(UNIVERSE, SETTINGS, ScopeId.GLOBAL, new EntryId("motd"));

    private final HandSetTime time = HandSetTime.passingBySleep();

    @Test
    void readsAnEntryWhole() throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            Received received = new DataStores(cloud).get(MOTD).orElseThrow();

            assertThat(received.json().get("id").asString()).isEqualTo("motd");
            assertThat(received.json().get("value").isNull()).isTrue();
            assertThat(received.json().propertyNames()).contains("revisionId", "etag", "createTime", "state");
            assertThat(received.bytes()).isGreaterThan(100);
            assertThat(time.passed()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "100%",
                "me@home",
                "key:1",
                "two words",
                "+plus&more?",
                "#7",
                "🏠",
                "ключ",
                ".",
                "..",
                "x@latest",
                "key:increment",
                "a%2Fb",
                "\\\"'",
                "@",
                "%",
                "é\u0301\uD83D\uDE00\n\t"
            })
    void readsEveryId(String id) throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            emulator.dataStores().put(1, "Houses", "odd @/% scope", id, "{\"of\":1}");
            var address = new EntryAddress(UNIVERSE, HOUSES, new ScopeId("odd @/% scope"), new EntryId(id));

            Received received = new DataStores(cloud).get(address).orElseThrow();

            assertThat(received.json().get("id").asString()).isEqualTo(id);
            assertThat(received.json().get("value").toString()).isEqualTo("{\"of\":1}");
        }
    }

    @Test
    void listsThePagesOfAPrefix() throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            for (int i = 0; i < 300; i++) {
                emulator.dataStores().put(1, "Many", "global", "\"quo\\te %03d".formatted(i), "1");
            }
            DataStores stores = new DataStores(cloud);
            DataStoreId many = new DataStoreId("Many");

            PagedList entries = stores.listEntries(UNIVERSE, many, ScopeId.GLOBAL, "\"quo\\te");
            Page<JsonNode> first = entries.page(Optional.empty());
            Page<JsonNode> second = entries.page(first.next());

            assertThat(first.items()).hasSize(256);
            assertThat(second.items()).hasSize(300 - 256);
            assertThat(second.next()).isEmpty();
            assertThat(stores.list(UNIVERSE, "Ma").page(Optional.empty()).items())
                    .extracting(store -> store.path("id").asString())
                    .containsExactly("Many");
        }
    }

    @Test
    void tellsAnEntryThatIsGoneFromAFailure() throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            var gone = new EntryAddress(UNIVERSE, SETTINGS, ScopeId.GLOBAL, new EntryId("gone"));

            assertThat(new DataStores(cloud).get(gone)).isEmpty();
            assertThat(emulator.stats().requests()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"429=@1", "500=@1", "503=@1", "reset=@1", "reset-after=@1", "truncate=@1"})
    void repeatsWhatFailedOnce(String fault) throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            emulator.faults(Faults.parse(fault));

            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            assertThat(emulator.stats().requests()).isEqualTo(2);
            assertThat(cloud.traffic().requests()).isEqualTo(2);
            assertThat(cloud.traffic().requests(OperationClass.READ)).isEqualTo(2);
            assertThat(cloud.traffic().retries()).isOne();
        }
    }

    @Test
    void readsEverythingRightWhileMuchGoesWrong() throws InterruptedException {
        try (Emulator emulator = emulator("429=5%,500=5%,reset=2%,truncate=2%");
                OpenCloud cloud = connect(emulator.baseUri())) {
            DataStores stores = new DataStores(cloud);
            for (int round = 0; round < 40; round++) {
                for (String id : emulator.dataStores().ids(1, "Houses", "season 2")) {
                    var address = new EntryAddress(UNIVERSE, HOUSES, new ScopeId("season 2"), new EntryId(id));
                    assertThat(stores.get(address)
                                    .orElseThrow()
                                    .json()
                                    .get("value")
                                    .toString())
                            .isEqualTo(emulator.dataStores()
                                    .value(1, "Houses", "season 2", id)
                                    .orElseThrow());
                }
            }

            assertThat(cloud.traffic().requests() - cloud.traffic().retries()).isEqualTo(360);
            assertThat(cloud.traffic().requests()).isEqualTo(emulator.stats().requests());
            assertThat(cloud.traffic().throttledAnswers())
                    .isEqualTo(emulator.stats().answered(429))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource({"429, 7", "500, 7", "503, 7", "429, 0"})
    void waitsAsLongAsRetryAfterSays(int status, long seconds) throws InterruptedException {
        var busy = new ScriptedServer.Reply(status, Map.of("Retry-After", Long.toString(seconds)), "");
        try (ScriptedServer server = ScriptedServer.failingFirst(3, busy, ENTRY);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            assertThat(server.seen()).hasSize(4);
            assertThat(time.passed()).isEqualTo(Duration.ofSeconds(3 * seconds));
        }
    }

    @Test
    void waitsUntilTheHttpDateOfRetryAfter() throws InterruptedException {
        var busy = new ScriptedServer.Reply(503, Map.of("Retry-After", "Sun, 01 Mar 2026 10:00:42 GMT"), "");
        try (ScriptedServer server = ScriptedServer.failingFirst(1, busy, ENTRY);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            assertThat(time.passed()).isEqualTo(Duration.ofSeconds(42));
        }
    }

    @Test
    void backsOffByItselfWhenNobodySaysHowLong() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.failingFirst(8, ScriptedServer.Reply.of(500, ""), ENTRY);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            List<Duration> sleeps = time.sleeps();
            assertThat(sleeps).hasSize(8);
            for (int repeat = 0; repeat < 8; repeat++) {
                assertThat(sleeps.get(repeat)).isLessThanOrEqualTo(Duration.ofSeconds(Math.min(60, 1L << repeat)));
            }
            assertThat(time.passed()).isGreaterThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void slowsTheClassThatWasAnsweredTooMany() throws InterruptedException {
        var busy = new ScriptedServer.Reply(429, Map.of("Retry-After", "5"), "");
        try (ScriptedServer server = ScriptedServer.failingFirst(1, busy, ENTRY);
                OpenCloud cloud = time.connect(connection(server.baseUri()), players(8))) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            assertThat(cloud.allowance(UNIVERSE, OperationClass.READ).slowedTo())
                    .isBetween(0.49, 0.53);
            assertThat(cloud.allowance(UNIVERSE, OperationClass.LIST).slowedTo())
                    .isEqualTo(1);
            assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
        }
    }

    @Test
    void asksNoFasterThanTheBudget() throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = time.connect(connection(emulator.baseUri()), players(8))) {
            DataStores stores = new DataStores(cloud);
            for (int i = 0; i < 50; i++) {
                assertThat(stores.list(UNIVERSE, "").page(Optional.empty()).items())
                        .isNotEmpty();
            }

            assertThat(time.passed()).isBetween(Duration.ofSeconds(18), Duration.ofSeconds(22));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>Sorry</body></html>",
                "",
                "{\"id\":",
                "null",
                "[]",
                "\"ok\"",
                "{} {}",
                "upstream error"
            })
    void repeatsAnAnswerOf200ThatIsNoJsonObject(String body) throws InterruptedException {
        try (ScriptedServer server =
                        ScriptedServer.failingFirst(2, ScriptedServer.Reply.of(200, body), "{\"dataStores\":[]}");
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(new DataStores(cloud)
                            .list(UNIVERSE, "")
                            .page(Optional.empty())
                            .items())
                    .isEmpty();

            assertThat(server.seen()).hasSize(3);
        }
    }

    @Test
    void givesUpAfterTheRetriesWithTheLastAnswer() {
        var broken = new ScriptedServer.Reply(
                503, Map.of("Retry-After", "3"), "{\"code\":\"UNAVAILABLE\",\"message\":\"Try later\"}");
        try (ScriptedServer server = ScriptedServer.start(request -> broken);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .withMessage("GET /cloud/v2/universes/1/data-stores/Settings/scopes/global/entries/motd"
                            + " (Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes) was answered 503"
                            + " UNAVAILABLE (Try later), after 8 repeats."
                            + " Resume the run later: it goes on from its checkpoint.")
                    .satisfies(refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.UNAVAILABLE));
            assertThat(server.seen()).hasSize(9);
        }
    }

    @Test
    void waitsItsTurnBeyondTheRetriesButNotForEver() {
        var busy = new ScriptedServer.Reply(
                429, Map.of("Retry-After", "3"), "{\"code\":\"RESOURCE_EXHAUSTED\",\"message\":\"Too many\"}");
        try (ScriptedServer server = ScriptedServer.start(request -> busy);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .withMessageEndingWith("was answered 429 RESOURCE_EXHAUSTED (Too many), after 300 repeats."
                            + " Resume the run later: it goes on from its checkpoint.")
                    .satisfies(refused -> assertThat(refused.kind()).isEqualTo(ErrorKind.THROTTLED));
            assertThat(time.passed()).isEqualTo(Duration.ofMinutes(15));
        }
    }

    @Test
    void givesUpOnHtmlWithoutQuotingIt() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(200, "<b>secret</b>"));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Unreachable.class)
                    .isThrownBy(() -> new DataStores(cloud).list(UNIVERSE, "").page(Optional.empty()))
                    .withNoCause()
                    .withMessage(
                            "GET /cloud/v2/universes/1/data-stores (Cloud_ListDataStores) got an answer that is not"
                                    + " a JSON object, after 8 repeats. Check the address (" + server.baseUri()
                                    + ") and the network.");
        }
    }

    @Test
    void givesUpADeadAddressAfterTwoRepeats() throws IOException {
        URI dead = deadAddress();
        try (OpenCloud cloud = connect(dead)) {
            assertThatExceptionOfType(OpenCloudException.Unreachable.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .withMessageStartingWith("GET /cloud/v2/universes/1/data-stores/Settings/scopes/global/entries/motd"
                            + " (Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes) got no whole answer: ")
                    .withMessageEndingWith(
                            "Connection refused, after 2 repeats. Check the address (" + dead + ") and the network.");
            assertThat(cloud.traffic().requests()).isEqualTo(3);
        }
    }

    @Test
    void isPatientWithAnAddressThatAnsweredOnce() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(ENTRY));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();
            server.close();

            assertThatExceptionOfType(OpenCloudException.Unreachable.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .withMessageContaining(", after 8 repeats. Check the address (");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 409, 412, 302, 501})
    void neverRepeatsWhatRepeatingDoesNotMend(int status) {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(status, ""));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .satisfies(refused -> assertThat(refused.status()).isEqualTo(status));
            assertThat(server.seen()).hasSize(1);
            assertThat(time.passed()).isZero();
        }
    }

    @Test
    void asksNotAgainForWhatIsNotThere() {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            DataStoreId none = new DataStoreId("None");
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> new DataStores(cloud)
                            .listEntries(UNIVERSE, none, ScopeId.GLOBAL, "")
                            .page(Optional.empty()))
                    .withMessageStartingWith("GET /cloud/v2/universes/1/data-stores/None/scopes/global/entries"
                            + " (Cloud_ListDataStoreEntries__Using_Universes_DataStores) was answered 404 NOT_FOUND (")
                    .withMessageEndingWith("). Check the universe and the names.");
            assertThat(emulator.stats().requests()).isOne();
        }
    }

    @Test
    void followsNoRedirectAndTakesTheKeyNowhereElse() {
        try (ScriptedServer other = ScriptedServer.start(request -> ScriptedServer.Reply.json(ENTRY));
                ScriptedServer server = ScriptedServer.start(request ->
                        new ScriptedServer.Reply(307, Map.of("Location", other.baseUri() + request.path()), ""));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .withMessage("GET /cloud/v2/universes/1/data-stores/Settings/scopes/global/entries/motd"
                            + " (Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes) was answered 307.");
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void sendsTheKeyWithEveryCallButNotToAskForThePlayers() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(
                        request.path().startsWith("/games.roblox.com/") ? "{\"data\":[{\"playing\":8}]}" : ENTRY));
                OpenCloud cloud = time.connect(connection(server.baseUri()), counted())) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            assertThat(cloud.allowance(UNIVERSE, OperationClass.READ).perMinute())
                    .hasValue(0.5 * (300 + 40 * 8));
            assertThat(server.seen()).hasSize(2);
            ScriptedServer.Seen players = server.seen().getFirst();
            assertThat(players.path()).isEqualTo("/games.roblox.com/v1/games");
            assertThat(players.parameter("universeIds")).hasValue("1");
            assertThat(players.headers()).doesNotContainKey("x-api-key");
            assertThat(server.seen().getLast().headers())
                    .containsEntry("x-api-key", EmulatorOptions.DEMO_API_KEY)
                    .containsEntry("user-agent", "Gantry-test");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[]}",
                "<html>",
                "",
                "{\"data\":[{\"playing\":\"many\"}]}",
                "{\"data\":[{\"playing\":-1}]}"
            })
    void takesTheLeastWhenThePlayersCannotBeCounted(String body) {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(200, body));
                OpenCloud cloud = time.connect(connection(server.baseUri()), counted())) {
            assertThat(cloud.allowance(UNIVERSE, OperationClass.READ).perMinute())
                    .hasValue(150);
        }
    }

    @Test
    void asksForNoPlayersWhenTheyAreSaid() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(ENTRY));
                OpenCloud cloud = time.connect(connection(server.baseUri()), players(8))) {
            assertThat(new DataStores(cloud).get(MOTD)).isPresent();

            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void namesTheScopeThatAKeyLacks() {
        try (Emulator emulator = emulator("")) {
            emulator.addKey("lister", Set.of("universe-datastores.control:list"));
            var lister = new Connection(Optional.of(emulator.baseUri()), new Credential.ApiKey("lister"));
            try (OpenCloud cloud = time.connect(lister, unlimited())) {
                assertThatExceptionOfType(OpenCloudException.Refused.class)
                        .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                        .withMessageContaining(" was answered 403 ")
                        .withMessageContaining("The API key lacks the scope universe-datastores.objects:read, or is not"
                                + " allowed for this universe or from this address: add it at create.roblox.com under"
                                + " Credentials.");
                assertThat(emulator.stats().requests()).isOne();
            }
        }
    }

    @Test
    void saysWhereToPutTheKeyWhenItIsAWrongOne() {
        Credential wrong = new Credential.ApiKey("wrong-key-of-somebody");
        try (Emulator emulator = emulator("");
                OpenCloud cloud = time.connect(new Connection(Optional.of(emulator.baseUri()), wrong), unlimited())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> new DataStores(cloud).get(MOTD))
                    .withMessage("GET /cloud/v2/universes/1/data-stores/Settings/scopes/global/entries/motd"
                            + " (Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes) was answered 401"
                            + " (Invalid API Key). The API key is missing or unknown: set ROBLOX_API_KEY to a key of"
                            + " the universe's owner.");
        }
    }

    @Test
    void readsTheLongestValue() throws InterruptedException {
        try (Emulator emulator = emulator("");
                OpenCloud cloud = connect(emulator.baseUri())) {
            String value = "\"" + "x".repeat(4_194_302) + "\"";
            emulator.dataStores().put(1, "Huge", "global", "one", value);
            var address = new EntryAddress(UNIVERSE, new DataStoreId("Huge"), ScopeId.GLOBAL, new EntryId("one"));

            assertThat(new DataStores(cloud)
                            .get(address)
                            .orElseThrow()
                            .json()
                            .get("value")
                            .toString())
                    .isEqualTo(value);
        }
    }

    @Test
    void endsACallThatIsInterruptedWhileItReads() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.start(request -> {
                    asked.countDown();
                    hold(done);
                    return ScriptedServer.Reply.json(ENTRY);
                });
                OpenCloud cloud = connect(server.baseUri())) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    thrown.completeExceptionally(new AssertionError(new DataStores(cloud).get(MOTD)));
                } catch (InterruptedException | RuntimeException ended) {
                    thrown.complete(ended);
                }
            });
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            caller.interrupt();

            assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(server.seen()).hasSize(1);
            done.countDown();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody let go");
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static Emulator emulator(String faults) {
        return Emulator.start(
                EmulatorOptions.defaults().withPlayers(10).withLimits(false).withFaults(Faults.parse(faults)));
    }

    private OpenCloud connect(URI base) {
        return time.connect(connection(base), unlimited());
    }

    private static Connection connection(URI base) {
        return new Connection(Optional.of(base), KEY);
    }

    private static Quota unlimited() {
        Map<OperationClass, Quota.Rate> rates = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            rates.put(each, new Quota.Rate.Unlimited());
        }
        return new Quota(1, OptionalInt.empty(), rates, 8, 8);
    }

    private static Quota players(int players) {
        return new Quota(0.5, OptionalInt.of(players), Map.of(), 8, 8);
    }

    private static Quota counted() {
        return new Quota(0.5, OptionalInt.empty(), Map.of(), 8, 8);
    }

    private static URI deadAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
