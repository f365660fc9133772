package dev.gantry.opencloud;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.credential.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is repeated after what: a write only when it cannot have been done, or says that twice is once. */
@Timeout(60)
class RepeatedWritesIT {
    private static final Request WRITE = Request.of(
                    Catalog.ofProgram().operation("Cloud_UpdateDataStoreEntry__Using_Universes_DataStores"))
            .withVariable("universe_id", "1")
            .withVariable("data_store_id", "Coins")
            .withVariable("entry_id", "a")
            .withQuery("allowMissing", "true")
            .withBody(JsonNodeFactory.instance.objectNode().put("value", 1));
    private static final String ASKED = "PATCH /cloud/v2/universes/1/data-stores/Coins/entries/a"
            + " (Cloud_UpdateDataStoreEntry__Using_Universes_DataStores) ";
    private static final String UNSETTLED =
            ". It may have been done all the same, so it was not repeated. Look before it is done again.";

    private final HandSetTime time = HandSetTime.passingBySleep();

    @ParameterizedTest
    @ValueSource(ints = {499, 500, 502, 503, 504})
    void leavesAWriteUnsettledThatFailedThere(int status) {
        var failure = new ScriptedServer.Reply(
                status,
                Map.of("retry-after", "1", "x-request-id", "abc"),
                "{\"code\":\"INTERNAL\",\"message\":\"Oh\"}");
        try (ScriptedServer server = ScriptedServer.start(request -> failure);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Unsettled.class)
                    .isThrownBy(() -> cloud.call(WRITE))
                    .withMessage(ASKED + "was answered " + status + " INTERNAL (Oh), request id abc" + UNSETTLED)
                    .satisfies(unsettled -> assertThat(unsettled.status()).hasValue(status));
            assertThat(server.seen()).hasSize(1);
            assertThat(time.passed()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"reset=@1, 0", "reset-after=@1, 1", "truncate=@1, 1"})
    void leavesAWriteUnsettledWhoseAnswerWasLost(String fault, int done) {
        try (Emulator emulator = emulator(fault);
                OpenCloud cloud = connect(emulator.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Unsettled.class)
                    .isThrownBy(() -> cloud.call(WRITE))
                    .withMessageStartingWith(ASKED + "got no whole answer: ")
                    .withMessageEndingWith(UNSETTLED)
                    .satisfies(unsettled -> assertThat(unsettled.status()).isEmpty());
            assertThat(emulator.stats().requests()).isOne();
            assertThat(emulator.dataStores().value(1, "Coins", "global", "a").stream())
                    .hasSize(done);
        }
    }

    @Test
    void leavesAWriteUnsettledWhoseAnswerIsNoJson() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(200, "<html>secret"));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Unsettled.class)
                    .isThrownBy(() -> cloud.call(WRITE))
                    .withMessage(ASKED + "got an answer that is not a JSON object" + UNSETTLED)
                    .withNoCause();
            assertThat(server.seen()).hasSize(1);
        }
    }

    @Test
    void repeatsAWriteThatWasOneTooMany() throws InterruptedException {
        var busy = new ScriptedServer.Reply(429, Map.of("retry-after", "3"), "");
        try (ScriptedServer server = ScriptedServer.failingFirst(2, busy, "{}");
                OpenCloud cloud = connect(server.baseUri())) {
            cloud.call(WRITE);

            assertThat(server.seen()).hasSize(3).allMatch(seen -> seen.body().equals("{\"value\":1}"));
            assertThat(time.passed()).isEqualTo(Duration.ofSeconds(6));
        }
    }

    @Test
    void repeatsAWriteThatNobodyCanHaveReceived() throws IOException {
        URI dead = deadAddress();
        try (OpenCloud cloud = connect(dead)) {
            assertThatExceptionOfType(OpenCloudException.Unreachable.class)
                    .isThrownBy(() -> cloud.call(WRITE))
                    .withMessageContaining("Connection refused, after 2 repeats. Check the address (" + dead + ")");
            assertThat(cloud.traffic().requests()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"500=@1", "503=@1", "503-bare=@1", "html=@1", "reset=@1", "reset-after=@1", "truncate=@1"})
    void repeatsAWriteThatSaysTwiceIsOnce(String fault) throws InterruptedException {
        try (Emulator emulator = emulator(fault);
                OpenCloud cloud = connect(emulator.baseUri())) {
            assertThat(cloud.call(WRITE.repeatable()).json().get("id").asString())
                    .isEqualTo("a");

            assertThat(emulator.stats().requests()).isEqualTo(2);
        }
    }

    @Test
    void repeatsWhatOnlyAsksByPost() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.failingFirst(2, ScriptedServer.Reply.of(500, ""), "{\"data\":[]}");
                OpenCloud cloud = connect(server.baseUri())) {
            cloud.call(Request.of(Catalog.ofProgram().operation("thumbnails_post_v1_batch")));

            assertThat(server.seen()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 412, 501})
    void refusesAWriteAsItRefusesARead(int status) {
        try (ScriptedServer server = ScriptedServer.start(
                        request -> ScriptedServer.Reply.of(status, "{\"code\":\"ABORTED\",\"message\":\"Etag\"}"));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(WRITE))
                    .satisfies(refused -> {
                        assertThat(refused.status()).isEqualTo(status);
                        assertThat(refused.isRetryable()).isFalse();
                        assertThat(refused.details().code()).isEqualTo("ABORTED");
                        assertThat(refused.details().said()).isEqualTo("Etag");
                        assertThat(refused.details().operation())
                                .isEqualTo("Cloud_UpdateDataStoreEntry__Using_Universes_DataStores");
                        assertThat(refused.details().path())
                                .isEqualTo("/cloud/v2/universes/1/data-stores/Coins/entries/a");
                    });
            assertThat(server.seen()).hasSize(1);
        }
    }

    /** Each asks to wait ten minutes: the retries would take more than an hour. */
    @Test
    void failsNoLongerThanAQuarterOfAnHour() {
        var failure = new ScriptedServer.Reply(503, Map.of("retry-after", "600"), "");
        Request read = Request.of(Catalog.ofProgram().operation("Cloud_ListDataStores"))
                .withVariable("universe_id", "1");
        try (ScriptedServer server = ScriptedServer.start(request -> failure);
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.call(read))
                    .withMessageContaining("was answered 503, after 2 repeats.")
                    .matches(OpenCloudException.Refused::isRetryable);
            assertThat(time.passed()).isEqualTo(Duration.ofMinutes(20));
        }
    }

    private static Emulator emulator(String faults) {
        return Emulator.start(
                EmulatorOptions.defaults().withPlayers(10).withLimits(false).withFaults(Faults.parse(faults)));
    }

    private OpenCloud connect(URI base) {
        Credential key = new Credential.ApiKey(EmulatorOptions.DEMO_API_KEY);
        return time.connect(new Connection(Optional.of(base), key), NoLimits.quota());
    }

    private static URI deadAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
