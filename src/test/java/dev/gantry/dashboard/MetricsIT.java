package dev.gantry.dashboard;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What machines ask of a service, and what Roblox sends it, over HTTP. */
@ResourceLock(ServedApi.ONE_AT_A_TIME)
class MetricsIT {

    private static final String HOOK = "/webhooks/roblox";
    private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+(?:\\{[^}]*})?) (\\S+)");

    private static final String BACKUP = """
            job: backup
            on: {webhook: BackUp}
            backup: {universe: "1", data-stores: [Settings], as-of: now, to: "DIR/backups"}
            """;

    private static final String GREETS = """
            job: greets
            on: {webhook: Greeting, params: [UserId, Words]}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, prefix: "Player_${UserId}"}
            transform:
              - map: '{id, words: "${Words}"}'
            sink:
              jsonl: {path: "DIR/out"}
            """;

    @TempDir
    private static Path folder;

    private static Emulator emulator;
    private static ServedApi served;

    @BeforeAll
    static void serve() throws IOException, InterruptedException {
        emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(50).withLimits(false));
        served = ServedApi.in(folder, emulator, Map.of("a.yml", BACKUP, "b.yml", GREETS));
    }

    @AfterAll
    static void leave() {
        served.close();
        emulator.close();
    }

    @Test
    void prometheusIsToldWhatWasDone() throws Exception {
        Map<String, Double> before = metrics();
        assertThat(notify("BackUp", "m1", "{}").statusCode()).isEqualTo(200);
        await().until(() -> metrics().getOrDefault("gantry_firings_total{job=\"backup\",outcome=\"done\"}", 0.0) == 1);

        Map<String, Double> after = metrics();
        assertThat(after.get("gantry_rows_read_total")).isGreaterThan(before.get("gantry_rows_read_total"));
        assertThat(after.get("gantry_requests_total{class=\"read\",status=\"200\"}"))
                .isPositive();
        assertThat(after.get("gantry_backup_age_seconds{job=\"backup\"}")).isBetween(0.0, 60.0);
        assertThat(after.get("gantry_schedule_lag_seconds{job=\"greets\"}")).isZero();
        assertThat(after.get("gantry_scheduler_idle_seconds")).isLessThan(10);
        assertThat(after.get("gantry_runs_running")).isZero();
        assertThat(after.get("gantry_notices{state=\"given_up\"}")).isZero();
        assertThat(after.get("gantry_state_connections_max")).isPositive();
        assertThat(after).containsKeys("gantry_wait_seconds_total{reason=\"share\"}", "jvm_threads_live_threads");
        TreeSet<String> ours = new TreeSet<>();
        after.keySet().stream()
                .filter(name -> name.startsWith("gantry_"))
                .forEach(name -> ours.add(name.replaceFirst("\\{.*", "")));
        assertThat(ours)
                .as("each is told of in the README")
                .allSatisfy(name -> assertThat(readme()).contains("`" + name));
    }

    private static double refused() throws IOException, InterruptedException {
        return metrics().getOrDefault("gantry_notifications_total{outcome=\"refused\"}", Double.NaN);
    }

    private static String readme() throws IOException {
        return java.nio.file.Files.readString(Path.of("README.md"));
    }

    /** Every line is of the text format. */
    private static Map<String, Double> metrics() throws IOException, InterruptedException {
        HttpResponse<String> answer = served.get("/metrics");
        assertThat(answer.headers().firstValue("content-type")).contains("text/plain;version=0.0.4;charset=UTF-8");
        Map<String, Double> metrics = new LinkedHashMap<>();
        answer.body()
                .lines()
                .filter(line -> !line.startsWith("# HELP ") && !line.startsWith("# TYPE "))
                .forEach(line -> {
                    Matcher sample = SAMPLE.matcher(line);
                    assertThat(sample.matches()).as(line).isTrue();
                    assertThat(metrics.put(
                                    sample.group(1),
                                    Double.valueOf(sample.group(2).replace("Inf", "Infinity"))))
                            .as("a second %s", line)
                            .isNull();
                });
        return metrics;
    }

    @Test
    void whoHasNoCredentialHearsOneWordOfItsHealth() throws Exception {
        assertThat(served.getUnknown("/health").body()).isEqualTo("alive\n");
        assertThat(served.getUnknown("/ready").body()).isEqualTo("ready\n");
        assertThat(served.getUnknown("/ready").statusCode()).isEqualTo(200);
        assertThat(served.getUnknown("/metrics").statusCode()).isEqualTo(401);
    }

    @Test
    void takesWhatRobloxSendsAndNothingElse() throws Exception {
        double refused = refused();
        assertThat(notify("SampleNotification", "s1", "{\"UserId\":1}").body())
                .isEqualTo("Taken; no job is for such events.\n");
        assertThat(notify("SampleNotification", "s1", "{\"UserId\":1}").body()).isEqualTo("It came before.\n");
        assertThat(post(body("Greeting", "w1", "{}"), Instant.now(), "another-secret")
                        .statusCode())
                .isEqualTo(401);
        assertThat(post(body("Greeting", "w1", "{}"), Instant.now().minusSeconds(700), ServedApi.SECRET)
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.send(served.request(HOOK).POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("x".repeat(70_000), Instant.now(), ServedApi.SECRET).statusCode())
                .isEqualTo(413);
        assertThat(post("nonsense", Instant.now(), ServedApi.SECRET).statusCode())
                .isEqualTo(400);
        assertThat(post("{\"NotificationId\":\"undo 1\",\"EventType\":\"Greeting\"}", Instant.now(), ServedApi.SECRET)
                        .statusCode())
                .isEqualTo(400);
        assertThat(served.getUnknown(HOOK).statusCode()).isEqualTo(401);
        assertThat(refused() - refused).isEqualTo(4);
    }

    @Test
    void aPayloadThatIsNoParameterFailsItsRunInWords() throws Exception {
        assertThat(notify("Greeting", "g1", "{\"UserId\":1000004647,\"Words\":\"\\\" | halt\"}")
                        .statusCode())
                .isEqualTo(200);
        await().until(() -> served.get("/api/v1/jobs/greets/firings").body().contains("\"state\":\"failed\""));
        assertThat(served.get("/api/v1/jobs/greets/firings").body())
                .contains("payload has no Words that may be a parameter")
                .doesNotContain("halt", "1000004647");
    }

    private static String body(String type, String id, String payload) {
        return "{\"NotificationId\":\"" + id + "\",\"EventType\":\"" + type + "\",\"EventPayload\":" + payload + "}";
    }

    private static HttpResponse<String> notify(String type, String id, String payload) throws Exception {
        return post(body(type, id, payload), Instant.now(), ServedApi.SECRET);
    }

    private static HttpResponse<String> post(String body, Instant at, String secret) throws Exception {
        String time = Long.toString(at.getEpochSecond());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] made = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
        return served.send(served.request(HOOK)
                .header(
                        "roblox-signature",
                        "t=" + time + ",v1=" + Base64.getEncoder().encodeToString(made))
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
