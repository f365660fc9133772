package dev.gantry.opencloud;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.catalog.Catalog;
import dev.gantry.opencloud.credential.Credential;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@Timeout(60)
class RequestIT {
    private static final ApiOperation PATCH_ENTRY = operation("Cloud_UpdateDataStoreEntry__Using_Universes_DataStores");
    private static final ApiOperation GET_ENTRY =
            operation("Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes");

    private final HandSetTime time = HandSetTime.passingBySleep();

    @TempDir
    private Path temp;

    @Test
    void writesReadsAndDeletesAnEntry() throws InterruptedException {
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator)) {
            JsonNode entry = JsonNodeFactory.instance
                    .objectNode()
                    .put("value", new java.math.BigDecimal("12345678901234567890.10"));

            Received created = cloud.call(
                    entry(PATCH_ENTRY).withQuery("allowMissing", "true").withBody(entry));
            Received read = cloud.call(entry(operation("Cloud_GetDataStoreEntry__Using_Universes_DataStores")));
            cloud.call(entry(operation("Cloud_DeleteDataStoreEntry__Using_Universes_DataStores")));

            assertThat(created.json().get("id").asString()).isEqualTo("a/b c");
            assertThat(read.json().get("value").toString()).isEqualTo("12345678901234567890.10");
            assertThat(emulator.stats().byStatus()).containsOnlyKeys(200);
        }
    }

    @Test
    void takesAnEmptyAnswerForNull() throws InterruptedException {
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator)) {
            emulator.dataStores().put(1, "Coins", "global", "a", "1");
            Request delete = Request.of(operation("Entries_DeleteEntryAsync"))
                    .withVariable("universeId", "1")
                    .withQuery("datastoreName", "Coins")
                    .withQuery("entryKey", "a");

            assertThat(cloud.call(delete).json().isNull()).isTrue();

            assertThat(emulator.stats().byStatus()).containsOnlyKeys(204);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PATCH", "PUT", "DELETE"})
    void sendsTheMethodOfTheOperation(String method) throws InterruptedException {
        ApiOperation operation = Catalog.ofProgram().operations().stream()
                .filter(each -> each.method().equals(method)
                        && each.paging().isEmpty()
                        && each.access().takes().contains("key"))
                .findFirst()
                .orElseThrow();
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                OpenCloud cloud = connect(server)) {
            Request request = Request.of(operation).withHeader("if-match", "etag");
            for (String variable : operation.variables()) {
                request = request.withVariable(variable, "1");
            }

            cloud.call(request);

            assertThat(server.seen().getFirst().method()).isEqualTo(method);
            assertThat(server.seen().getFirst().headers()).containsEntry("if-match", "etag");
            assertThat(server.seen().getFirst().body()).isEmpty();
        }
    }

    @Test
    void sendsAFormAndJsonWithTheirTypes() throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                OpenCloud cloud = connect(server)) {
            cloud.call(entry(PATCH_ENTRY).withForm(Map.of("a", "b c")));
            cloud.call(entry(PATCH_ENTRY)
                    .withBody(JsonNodeFactory.instance.objectNode().put("value", "é")));

            ScriptedServer.Seen form = server.seen().getFirst();
            ScriptedServer.Seen json = server.seen().getLast();
            assertThat(form.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
            assertThat(form.body()).isEqualTo("a=b%20c");
            assertThat(json.headers()).containsEntry("content-type", "application/json");
            assertThat(new String(json.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                    .isEqualTo("{\"value\":\"é\"}");
        }
    }

    @Test
    void publishesAFileAsAPlace() throws IOException, InterruptedException {
        Path place = Files.writeString(temp.resolve("place.rbxlx"), "<roblox version=\"4\"></roblox>");
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator)) {
            Received published = cloud.call(Request.of(operation("Places_CreatePlaceVersionApiKey"))
                    .withVariable("universeId", "1")
                    .withVariable("placeId", "10")
                    .withQuery("versionType", "Published")
                    .withFile(place, "application/octet-stream"));

            assertThat(published.json().get("versionNumber").asInt()).isEqualTo(2);
        }
    }

    /** More than the heap of the tests. The file is sparse. */
    @Test
    void streamsAFileThatNoMemoryHolds() throws Exception {
        long length = 1_300_000_000L;
        Path huge = temp.resolve("huge.rbxl");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(length);
        }
        AtomicLong received = new AtomicLong();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] piece = new byte[1 << 20];
            for (int read = exchange.getRequestBody().read(piece);
                    read >= 0;
                    read = exchange.getRequestBody().read(piece)) {
                received.addAndGet(read);
            }
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.US_ASCII));
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (OpenCloud cloud =
                time.connect(new Connection(Optional.of(base), new Credential.ApiKey("any")), NoLimits.quota())) {
            cloud.call(Request.of(operation("Assets_CreateAsset"))
                    .withPart("request", "{}")
                    .withFilePart("fileContent", huge, "model/fbx"));
            assertThat(received.get()).isGreaterThan(length);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void saysWhichFileCannotBeSentBeforeAnythingIs() {
        Path none = temp.resolve("none.png");
        Request request = Request.of(operation("Assets_CreateAsset"));

        assertThatExceptionOfType(OpenCloudException.FileFailed.class)
                .isThrownBy(() -> request.withFilePart("fileContent", none, "image/png"))
                .withMessage("Assets_CreateAsset was not made: cannot send " + none + ": there is no such file.");
        assertThatExceptionOfType(OpenCloudException.FileFailed.class)
                .isThrownBy(() -> request.withFile(none, "image/png"))
                .withMessageContaining(none.toString());
    }

    @Test
    void doesNotRepeatAFileThatChangedUnderWay() throws IOException {
        Path file = Files.writeString(temp.resolve("place.rbxl"), "12345");
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                OpenCloud cloud = connect(server)) {
            Request request = Request.of(operation("Places_CreatePlaceVersionApiKey"))
                    .withVariable("universeId", "1")
                    .withVariable("placeId", "10")
                    .withFile(file, "application/octet-stream");
            Files.writeString(file, "1234");

            assertThatExceptionOfType(OpenCloudException.FileFailed.class)
                    .isThrownBy(() -> cloud.call(request))
                    .withMessage("Places_CreatePlaceVersionApiKey was not made: cannot send " + file
                            + ": it changed while it was sent.");
            assertThat(cloud.traffic().requests()).isOne();
        }
    }

    @Test
    void downloadsIntoAFileThatIsThereWholeOrNotAtAll() throws IOException, InterruptedException {
        String body = "x".repeat(3_000_000);
        Path target = temp.resolve("download.bin");
        try (ScriptedServer server = ScriptedServer.failingFirst(2, ScriptedServer.Reply.of(503, ""), body);
                OpenCloud cloud = connect(server)) {
            long bytes = cloud.download(entry(GET_ENTRY).withVariable("scope_id", "global"), target);

            assertThat(bytes).isEqualTo(3_000_000);
            assertThat(target).hasContent(body);
            assertThat(cloud.traffic().bytes()).isEqualTo(3_000_000);
            assertThat(server.seen()).hasSize(3);
            assertThat(temp).isDirectoryContaining("glob:**download.bin").isDirectoryNotContaining("glob:**unfinished");
        }
    }

    @Test
    void leavesTheOldFileWhenADownloadBreaks() throws IOException {
        Path target = Files.writeString(temp.resolve("download.bin"), "old");
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(404, "{}"));
                OpenCloud cloud = connect(server)) {
            assertThatExceptionOfType(OpenCloudException.Refused.class)
                    .isThrownBy(() -> cloud.download(entry(GET_ENTRY).withVariable("scope_id", "global"), target))
                    .matches(refused -> refused.kind() == ErrorKind.NOT_FOUND);
            assertThat(target).hasContent("old");
            assertThat(temp).isDirectoryNotContaining("glob:**unfinished");
        }
    }

    @Test
    void repeatsADownloadThatEndsHalfway() throws IOException, InterruptedException {
        Path target = temp.resolve("entry.json");
        try (Emulator emulator = emulator();
                OpenCloud cloud = connect(emulator)) {
            emulator.dataStores().put(1, "Coins", "global", "a/b c", "\"" + "x".repeat(1_000_000) + "\"");
            emulator.faults(dev.gantry.emulator.Faults.parse("truncate=@1,reset-after=@2"));

            cloud.download(entry(GET_ENTRY).withVariable("scope_id", "global"), target);

            assertThat(emulator.stats().requests()).isEqualTo(3);
            assertThat(Files.readString(target)).startsWith("{").endsWith("}").contains("x".repeat(1_000_000));
        }
    }

    @Test
    void saysWhereADownloadCannotBeWritten() {
        Path target = temp.resolve("none").resolve("file");
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                OpenCloud cloud = connect(server)) {
            assertThatExceptionOfType(OpenCloudException.FileFailed.class)
                    .isThrownBy(() -> cloud.download(entry(GET_ENTRY).withVariable("scope_id", "global"), target))
                    .withMessageContaining("was not made: cannot write ")
                    .withMessageContaining("NoSuchFile");
            assertThat(server.seen()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ok", "true", "7", "\"text\""})
    void takesTextWhereTheDocumentPromisesNoJson(String body) throws InterruptedException {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.of(200, body));
                OpenCloud cloud = connect(server)) {
            assertThat(cloud.call(entry(PATCH_ENTRY)).json().asString()).isEqualTo(body.replace("\"", ""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-api-key", "Authorization", "COOKIE", "x-csrf-token", "content-length", "Host"})
    void letsNobodySetTheHeadersOfCredentialsAndBodies(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Request.of(GET_ENTRY).withHeader(name, "secret"))
                .withMessage("the header " + name + " is set by Gantry alone");
    }

    @Test
    void refusesAHeaderWithALineBreakWithoutItsValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Request.of(GET_ENTRY).withHeader("if-match", "a\r\nx-evil: secret"))
                .withMessage("the value of a header is printable ASCII, that of if-match is not");
    }

    @Test
    void needsEveryVariableOfThePath() {
        try (ScriptedServer server = ScriptedServer.start(request -> ScriptedServer.Reply.json("{}"));
                OpenCloud cloud = connect(server)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> cloud.call(Request.of(GET_ENTRY).withVariable("universe_id", "1")))
                    .withMessage("Cloud_GetDataStoreEntry__Using_Universes_DataStores_Scopes needs data_store_id");
        }
    }

    @Test
    void sameFileTwiceIsTheSameBytes() throws IOException, InterruptedException {
        byte[] bytes = new byte[300_000];
        new java.util.Random(1).nextBytes(bytes);
        Path file = Files.write(temp.resolve("a.bin"), bytes);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        try (ScriptedServer server = ScriptedServer.failingFirst(
                        1, new ScriptedServer.Reply(429, Map.of("retry-after", "1"), ""), "{}");
                OpenCloud cloud = connect(server)) {
            cloud.call(Request.of(operation("Places_CreatePlaceVersionApiKey"))
                    .withVariable("universeId", "1")
                    .withVariable("placeId", "10")
                    .withFile(file, "application/octet-stream"));

            assertThat(server.seen()).hasSize(2).allSatisfy(seen -> {
                CRC32 seenSum = new CRC32();
                seenSum.update(seen.body().getBytes(StandardCharsets.ISO_8859_1));
                assertThat(seenSum.getValue()).isEqualTo(sum.getValue());
                assertThat(seen.headers()).containsEntry("content-type", "application/octet-stream");
            });
        }
    }

    private static Request entry(ApiOperation operation) {
        return Request.of(operation)
                .withVariable("universe_id", "1")
                .withVariable("data_store_id", "Coins")
                .withVariable("entry_id", "a/b c");
    }

    private static ApiOperation operation(String id) {
        return Catalog.ofProgram().operation(id);
    }

    private static Emulator emulator() {
        return Emulator.start(EmulatorOptions.defaults().withPlayers(10).withLimits(false));
    }

    private OpenCloud connect(Emulator emulator) {
        Credential key = new Credential.ApiKey(emulator.apiKey());
        return time.connect(new Connection(Optional.of(emulator.baseUri()), key), NoLimits.quota());
    }

    private OpenCloud connect(ScriptedServer server) {
        Credential key = new Credential.ApiKey("any");
        return time.connect(new Connection(Optional.of(server.baseUri()), key), NoLimits.quota());
    }
}
