package dev.gantry.opencloud;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class LongRunningIT {
    private static final Request CHILDREN = request("Cloud_ListInstanceChildren")
            .withVariable("universe_id", "1")
            .withVariable("place_id", "10")
            .withVariable("instance_id", "root");
    private static final Request FLUSH = request("Cloud_FlushMemoryStore").withVariable("universe_id", "1");

    private final HandSetTime time = HandSetTime.passingBySleep();

    @TempDir
    private Path temp;

    @Test
    void uploadsAnAsset() throws IOException, InterruptedException {
        Path file = Files.writeString(temp.resolve("flag.png"), "png");
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator.baseUri())) {
            Received asset = cloud.callAndAwait(request("Assets_CreateAsset")
                    .withPart(
                            "request",
                            Json.parse(("{\"assetType\":\"Decal\",\"displayName\":\"Flag\","
                                            + "\"creationContext\":{\"creator\":{\"userId\":900000001}}}")
                                    .getBytes(UTF_8)))
                    .withFilePart("fileContent", file, "image/png"));

            assertThat(asset.json().get("displayName").asString()).isEqualTo("Flag");
            assertThat(asset.json().get("assetId").asString()).isNotEmpty();
            assertThat(emulator.stats().byStatus()).containsOnlyKeys(200);
        }
    }

    @Test
    void waitsForWhateverTheEmulatorTakesItsTimeWith() throws InterruptedException {
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator.baseUri())) {
            assertThat(cloud.callAndAwait(CHILDREN).json().get("instances")).isNotEmpty();
            assertThat(cloud.callAndAwait(FLUSH.withQuery("scope", "TEST"))
                            .json()
                            .isObject())
                    .isTrue();
            assertThat(cloud.callAndAwait(request("Cloud_GenerateUserThumbnail").withVariable("user_id", "900000001"))
                            .json()
                            .get("imageUri")
                            .asString())
                    .startsWith("https://");
            assertThat(cloud.callAndAwait(request("Cloud_GenerateSpeechAsset")
                                    .withVariable("universe_id", "1")
                                    .withBody(JsonNodeFactory.instance
                                            .objectNode()
                                            .put("text", "Hello")))
                            .json()
                            .get("assetType")
                            .asString())
                    .isEqualTo("Audio");
        }
    }

    @Test
    void asksAtOnceThenEverMoreSeldom() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(
                        request.ordinal() < 11
                                ? operation("\"done\":false")
                                : operation("\"done\":true,\"response\":{\"a\":1}")));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(cloud.callAndAwait(CHILDREN).json().toString()).isEqualTo("{\"a\":1}");

            assertThat(time.sleeps())
                    .isEqualTo(IntStream.of(1, 2, 4, 8, 16, 30, 30, 30, 30)
                            .mapToObj(Duration::ofSeconds)
                            .toList());
            assertThat(server.seen().subList(1, 11))
                    .allMatch(
                            seen -> seen.path().equals("/cloud/v2/universes/1/places/10/instances/root/operations/abc")
                                    && seen.method().equals("GET"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Cloud_ListInstanceChildren, universes/1/places/10/instances/root/operations/x,"
                + " /cloud/v2/universes/1/places/10/instances/root/operations/x, Cloud_GetUpdateInstanceOperation",
        "Cloud_FlushMemoryStore, cloud/v2/universes/1/memory-store/operations/x,"
                + " /cloud/v2/universes/1/memory-store/operations/x, Cloud_GetMemoryStoreFlushOperation",
        "Cloud_FlushMemoryStore, universes/1/memory-store/operations/x,"
                + " /cloud/v2/universes/1/memory-store/operations/x, Cloud_GetMemoryStoreFlushOperation",
        "Cloud_FlushMemoryStore, /cloud/v2/universes/1/memory-store/operations/x,"
                + " /cloud/v2/universes/1/memory-store/operations/x, Cloud_GetMemoryStoreFlushOperation",
        "Assets_CreateAsset, operations/x, /assets/v1/operations/x, Assets_GetOperation",
        "Assets_CreateAsset, assets/v1/operations/x, /assets/v1/operations/x, Assets_GetOperation",
        "Cloud_GenerateSpeechAsset, operations/x, /assets/v1/operations/x, Assets_GetOperation",
        "Cloud_GenerateUserThumbnail, users/7/operations/x, /cloud/v2/users/7/operations/x,"
                + " Cloud_GetUserThumbnailGenerationOperation",
        "post_analytics_query_api_v1_universes__universe_id__metrics, universes/1/operations/metrics/x,"
                + " /analytics-query-api/v1/universes/1/operations/metrics/x,"
                + " get_analytics_query_api_v1_universes__universe_id__operations_metrics__operation_id_",
        "Cloud_UpdateUniverse, universes/1/operations/new/x, /cloud/v2/universes/1/operations/new/x, Cloud_UpdateUniverse"
    })
    void knowsWhereToAskAfterAPath(String started, String path, String address, String operation) {
        Request poll = OperationPath.poll(request(started), path);

        assertThat(poll.path()).isEqualTo(address);
        assertThat(poll.operation().id()).isEqualTo(operation);
        assertThat(poll.operation().method()).isEqualTo("GET");
        assertThat(poll.operation().writes()).isFalse();
    }

    @Test
    void asksWithTheScopeThatItBeganWith() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json(
                        request.ordinal() == 1
                                ? "{\"path\":\"cloud/v2/universes/1/memory-store/operations/abc\"}"
                                : "{\"done\":true,\"path\":\"cloud/v2/universes/1/memory-store/operations/abc\"}"));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(cloud.callAndAwait(FLUSH.withQuery("scope", "TEST"))
                            .json()
                            .isNull())
                    .isTrue();

            assertThat(server.seen().getLast().query()).containsEntry("scope", "TEST");
            assertThat(server.seen()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "../../../evil", "operations/x?y=z", "http://evil.example/operations/x", "operations/a b"})
    void asksNowhereElse(String path) {
        assertThatExceptionOfType(OpenCloudException.Unusable.class)
                .isThrownBy(() -> OperationPath.poll(FLUSH, path))
                .withMessage(
                        "Cloud_FlushMemoryStore began something that takes longer, but did not say where to ask after"
                                + " it, so what becomes of it is not known. Look later what became of it.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 404 | NOT_FOUND | NOT_FOUND",
                "3 | 400 | INVALID | INVALID_ARGUMENT",
                "7 | 403 | DENIED | PERMISSION_DENIED",
                "14 | 503 | UNAVAILABLE | UNAVAILABLE",
                "400 | 400 | INVALID | INVALID_ARGUMENT",
                "429 | 429 | THROTTLED | RESOURCE_EXHAUSTED",
                "\"ABORTED\" | 409 | CONFLICT | ABORTED",
                "\"Moderated\" | 500 | UNAVAILABLE | Moderated",
                "777 | 500 | UNAVAILABLE | code 777"
            })
    void refusesWithTheErrorOfTheOperation(String code, int status, ErrorKind kind, String label) {
        String error = "\"done\":true,\"error\":{\"code\":" + code + ",\"message\":\"It did\\nnot work\"}";
        try (ScriptedServer server = ScriptedServer.start(request ->
                        ScriptedServer.Reply.json(operation(request.ordinal() == 1 ? "\"done\":false" : error)));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.callAndAwait(CHILDREN))
                    .withMessage("GET /cloud/v2/universes/1/places/10/instances/root:listChildren"
                            + " (Cloud_ListInstanceChildren) was begun as universes/1/places/10/instances/root/operations/abc,"
                            + " and failed: " + label + " (It did not work).")
                    .satisfies(refused -> {
                        assertThat(refused.status()).isEqualTo(status);
                        assertThat(refused.kind()).isEqualTo(kind);
                        assertThat(refused.details().code()).isEqualTo(label);
                    });
        }
    }

    @Test
    void waitsNoLongerThanItMay() throws InterruptedException {
        try (ScriptedServer server =
                        ScriptedServer.start(request -> ScriptedServer.Reply.json(operation("\"done\":false")));
                OpenCloud cloud = connect(server.baseUri())) {
            Received begun = cloud.call(CHILDREN);

            assertThatExceptionOfType(OpenCloudException.Unsettled.class)
                    .isThrownBy(() -> cloud.await(CHILDREN, begun, Duration.ofSeconds(10)))
                    .withMessage("GET /cloud/v2/universes/1/places/10/instances/root:listChildren"
                            + " (Cloud_ListInstanceChildren) was begun as universes/1/places/10/instances/root/operations/abc,"
                            + " and is not done after 10 s. It goes on by itself: look later what became of it.");
            assertThat(time.sleeps())
                    .isEqualTo(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)));
        }
    }

    @Test
    void takesAnAnswerThatIsNoOperationAsItIs() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(
                        request -> ScriptedServer.Reply.json("{\"path\":\"assets/7\",\"assetId\":\"7\"}"));
                OpenCloud cloud = connect(server.baseUri())) {
            assertThat(cloud.callAndAwait(request("Assets_UpdateAsset").withVariable("assetId", "7"))
                            .json()
                            .get("assetId")
                            .asString())
                    .isEqualTo("7");
            assertThat(server.seen()).hasSize(1);
        }
    }

    private static String operation(String rest) {
        return "{\"path\":\"universes/1/places/10/instances/root/operations/abc\"," + rest + "}";
    }

    private static Request request(String id) {
        return Request.of(Catalog.ofProgram().operation(id));
    }

    private static Emulator emulator() {
        return Emulator.start(EmulatorOptions.defaults().withPlayers(10).withLimits(false));
    }

    private OpenCloud connect(URI base) {
        Credential key = new Credential.ApiKey(EmulatorOptions.DEMO_API_KEY);
        return time.connect(new Connection(Optional.of(base), key), NoLimits.quota());
    }
}
