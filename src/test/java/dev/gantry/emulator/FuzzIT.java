package dev.gantry.emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.emulator.access.Credentials;
import dev.gantry.emulator.datastore.DataStores;
import dev.gantry.emulator.ordered.OrderedDataStores;
import dev.gantry.emulator.wire.Fact;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.world.World;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that mean nothing, to every operation: each is refused or done, and none makes the emulator fail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzIT {
    private static final int REQUESTS = 12;
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final List<String> SEGMENTS = List.of(
            "1",
            "10",
            "7",
            "-1",
            "0",
            "9223372036854775807",
            "99999999999999999999",
            "x",
            "%00",
            "%F0%9F%90%B8",
            "%2e%2e",
            "a%2Fb",
            "%20",
            "@",
            "a@latest",
            "a@b",
            "%FF",
            "1e5",
            "root",
            "a".repeat(300));
    private static final List<String> QUERIES = List.of(
            "",
            "?pageToken=AAAA&cursor=%00&maxPageSize=-5&limit=x&filter=%27%5B(&updateMask=,,&id=a%00b",
            "?maxPageSize=99999999999&limit=10&limit=25&filter=id.startsWith(%22&orderBy=%F0%9F%90%B8&etag=&view=7",
            "?filter=a&&&=&=b&updateMask=path,createTime&allowMissing=maybe&versionType=&datastoreName=a&entryKey=b",
            "?datastoreName=S&entryKey=k&scope=%00&incrementBy=1e9&matchVersion=v&exclusiveCreate=true&versionId=..",
            "?filter=user+in+%5B%27users%2F%27&readId=%25&count=-1&invisibilityWindow=-1s&startTime=never&sortOrder=up");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "nul",
            "\"text\"",
            "{\"a\":",
            "{\"value\":1}{",
            "{\"value\":" + "9".repeat(100_000) + ",\"amount\":1e999999999}",
            "[".repeat(10_000),
            "{\"value\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "{\"value\":null,\"users\":7,\"attributes\":[],\"etag\":{},\"amount\":\"x\",\"data\":null,\"ttl\":-1,\"role\":1}",
            "{\"gameJoinRestriction\":[],\"topic\":{},\"message\":7,\"script\":[],\"timeout\":7,\"source\":\"x\",\"payload\":1}",
            "{\"value\":\"\\ud800\",\"ttl\":\"99999999999999999999s\",\"numericSortKey\":\"NaN\",\"priority\":1e400}",
            "{\"gameJoinRestriction\":{\"active\":\"yes\",\"duration\":\"1.5.5s\"},\"apiKey\":{},\"vrEnabled\":[]}",
            "grant_type=%zz&refresh_token=%FF");

    private final Emulator emulator = Emulator.start(EmulatorOptions.defaults()
            .withPlayers(50)
            .withLimits(false)
            .withClock(new SettableClock("2026-03-01T10:10:00Z")));
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterAll
    void close() {
        emulator.close();
        http.close();
    }

    static Stream<Fact> operations() {
        World world = World.of(1, 1, 50);
        DataStores stores = DataStores.seeded(InstantSource.system(), world);
        Credentials credentials = new Credentials(World.OWNER, "key", "cookie");
        return Families.operations(world, stores, new OrderedDataStores(world), credentials, EmulatorOptions.defaults())
                .stream()
                .map(Operation::fact);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void noRequestMakesTheEmulatorFail(Fact operation) throws IOException, InterruptedException {
        Random random = new Random(operation.id().hashCode());
        for (int i = 0; i < REQUESTS; i++) {
            String path = VARIABLE.matcher(operation.template()).replaceAll(variable -> {
                boolean isUniverse = variable.group(1).replace("_", "").equals("universeId");
                return isUniverse && random.nextInt(4) > 0 ? "1" : of(SEGMENTS, random);
            });
            String host = operation.host().equals(Fact.DEFAULT_HOST) ? "" : "/" + operation.host();
            String target = host + path + of(QUERIES, random);
            String body = operation.method().equals("GET") ? "" : of(BODIES, random);
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create(emulator.baseUri() + target))
                            .header("x-api-key", emulator.apiKey())
                            .header("cookie", ".ROBLOSECURITY=" + EmulatorOptions.DEMO_COOKIE)
                            .header(
                                    "x-csrf-token",
                                    "csrf-" + Integer.toHexString(EmulatorOptions.DEMO_COOKIE.hashCode()))
                            .header("if-match", of(List.of("*", "\"x", "W/"), random))
                            .header(
                                    "content-type",
                                    of(List.of("application/json", "multipart/form-data", ";;"), random))
                            .method(operation.method(), HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as(operation.method() + " " + target + " " + body.substring(0, Math.min(200, body.length()))
                            + " -> " + response.body())
                    .isLessThan(500);
            assertThat(response.body()).doesNotContain("Exception", "\tat ");
        }
    }

    private static String of(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
