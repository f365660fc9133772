package dev.gantry.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A right-to-erasure request of Roblox, answered and then killed before anything came of it: the example job erases all the same. */
class WebhookIT {

    private static final String SECRET = "whsec-nobody-may-see";
    private static final String PLAYER = "1000004647";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

    /** How often it is killed: {@code -Dwebhook.kills=20} takes minutes. */
    private static final int KILLS = Integer.getInteger("webhook.kills", 1);

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void whatWasAnsweredIsDoneThoughTheServiceWasKilled() throws Exception {
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(300).withLimits(false))) {
            Gantries gantry = Gantries.in(folder.resolve("work"), folder)
                    .against(emulator)
                    .with("ROBLOX_WEBHOOK_SECRET", SECRET);
            Files.createDirectories(gantry.file("jobs"));
            Files.copy(Path.of("jobs", "erase-on-request.yml"), gantry.file("jobs/erase-on-request.yml"));
            assertThat(status(emulator)).isEqualTo(200);

            for (int kill = 0; kill < KILLS; kill++) {
                Gantries.Started killed = gantry.start("serve", "--port", "0");
                assertThat(notify(port(killed), "n" + kill).body()).isEqualTo("Taken; jobs run for it.\n");
                killed.kill();
                killed.await();
            }
            Gantries.Started served = gantry.start("serve", "--port", "0", "--log", "json");
            int port = port(served);
            int run = KILLS; // one for each notification
            await().until(() -> served.err().contains("erase-on-request: run " + run + " done"));
            assertThat(status(emulator)).isEqualTo(404);
            assertThat(notify(port, "n0").body()).isEqualTo("It came before.\n");
            served.signal("TERM");
            assertThat(served.await().with(ExitCode.DONE).all()).doesNotContain(PLAYER, SECRET);
            assertThat(served.out()).isEmpty();
            assertThat(served.err().lines().map(JSON::readTree))
                    .allSatisfy(line -> assertThat(line.propertyNames()).contains("time", "level", "logger", "message"))
                    .anySatisfy(line -> {
                        assertThat(line.path("message").stringValue()).endsWith("run " + run + " done");
                        assertThat(line.path("job").stringValue()).isEqualTo("erase-on-request");
                        assertThat(line.path("run").stringValue()).isEqualTo(Integer.toString(run));
                    });
            assertThat(gantry.run("schedule", "history", "erase-on-request")
                            .with(ExitCode.DONE)
                            .out())
                    .containsPattern("webhook +done +1 ")
                    .doesNotContain(PLAYER);
        }
    }

    private static int port(Gantries.Started served) {
        await().until(() -> PORT.matcher(served.out() + served.err()).find());
        Matcher port = PORT.matcher(served.out() + served.err());
        assertThat(port.find()).isTrue();
        return Integer.parseInt(port.group(1));
    }

    /** As Roblox does. */
    private HttpResponse<String> notify(int port, String id) throws Exception {
        String body = "{\"NotificationId\":\"" + id + "\",\"EventType\":\"RightToErasureRequest\","
                + "\"EventTime\":\"2026-11-27T00:00:00.1234567Z\",\"EventPayload\":{\"UserId\":" + PLAYER
                + ",\"GameIds\":[1234,2345]}}";
        long time = System.currentTimeMillis() / 1_000;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature =
                Base64.getEncoder().encodeToString(mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/roblox"))
                        .header("content-type", "application/json")
                        .header("roblox-signature", "t=" + time + ",v1=" + signature)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Of the player's entry. */
    private int status(Emulator emulator) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(emulator.baseUri()
                                        .resolve("/cloud/v2/universes/1/data-stores/PlayerData/entries/Player_"
                                                + PLAYER))
                                .header("x-api-key", emulator.apiKey())
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
