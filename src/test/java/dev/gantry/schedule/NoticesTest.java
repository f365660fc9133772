package dev.gantry.schedule;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import dev.gantry.job.Notify;
import dev.gantry.job.Secret;
import dev.gantry.run.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class NoticesTest {

    private static final Instant DAY = Instant.parse("2027-06-01T00:00:00Z");

    @TempDir
    private Path folder;

    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private volatile int answer = 204;
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void leave() {
        server.stop(0);
    }

    private Map<String, Webhook> webhooks(Webhook.Shape shape) {
        Secret url = Secret.of("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=abc");
        return Map.of("ops", new Webhook(url, shape));
    }

    private JsonNode last() {
        return JsonMapper.shared().readTree(received.getLast());
    }

    private static Instant at(String time) {
        return Instant.parse("2027-06-01T" + time + ":00Z");
    }

    @Test
    void aJobTellsOfWhatItNamesAndNothingElse() throws InterruptedException {
        ServedTime time = new ServedTime(folder, DAY)
                .told("saves", "{cron: '0 0 * * * ?', missed: skip}", "{to: ops}")
                .told("loud", "{cron: '0 0 3 * * ?'}", "{to: [ops], on: success}")
                .job("silent", "{cron: '0 0 3 * * ?'}")
                .then("saves", Duration.ZERO, new Outcome.Done(null))
                .then("saves", Duration.ZERO, new Outcome.Failed("the network was down", true))
                .then("saves", Duration.ZERO, new Outcome.Done("2 rows were rejected"))
                .then("silent", Duration.ZERO, new Outcome.Failed("nobody hears", true));
        time.adopt();
        time.until(at("03:30")).goneUntil(at("05:30")).until(at("05:31"));
        new SendNotices(time.notices(), webhooks(Webhook.Shape.JSON), time).send();
        assertThat(received.stream().map(body -> JsonMapper.shared().readTree(body)))
                .extracting(
                        body -> body.path("event").asString(),
                        body -> body.path("text").asString())
                .containsExactlyInAnyOrder(
                        tuple("failure", "saves, for 2027-06-01T02:00:00Z: failed: the network was down"),
                        tuple("success", "loud, for 2027-06-01T03:00:00Z: done"),
                        tuple("rejects", "saves, for 2027-06-01T03:00:00Z: done, but 2 rows were rejected"),
                        tuple(
                                "missed",
                                "saves, for 2027-06-01T05:00:00Z: did not run: 2 fire times from 2027-06-01T04:00:00Z to this"
                                        + " one passed while the schedule was not served; missed: skip"));
        assertThat(last().path("event").asString()).isEqualTo("missed");
        assertThat(last().path("job").asString()).isEqualTo("saves");
        assertThat(last().path("id").asLong()).isPositive();
        received.clear();
        new SendNotices(time.notices(), webhooks(Webhook.Shape.JSON), time).send();
        assertThat(received).as("told once").isEmpty();
    }

    @Test
    void whatIsNotTakenIsSentAgainThroughRestartsForADay() throws InterruptedException {
        ServedTime time = new ServedTime(folder, DAY)
                .told("saves", "{cron: '0 0 3 1 6 ?'}", "{to: ops}")
                .then("saves", Duration.ZERO, new Outcome.Failed("broken", true));
        time.adopt();
        time.until(at("03:00"));
        answer = 503;
        new SendNotices(time.notices(), webhooks(Webhook.Shape.JSON), time).send();
        new SendNotices(time.notices(), webhooks(Webhook.Shape.JSON), time).send();
        assertThat(received).as("not at once").hasSize(1);
        time.goneUntil(at("03:01"));
        answer = 204;
        new SendNotices(time.notices(), webhooks(Webhook.Shape.JSON), time).send();
        assertThat(received).hasSize(2);
        assertThat(received.getFirst()).isEqualTo(received.getLast());
        time.goneUntil(at("23:00"));
        assertThat(time.notices().due(time.instant())).isEmpty();
    }

    @Test
    void discordAndSlackAreToldAsTheyUnderstandIt() throws InterruptedException {
        ServedTime time = new ServedTime(folder, DAY);
        time.notices().add("saves", Notify.Event.FAILURE, "ops", 7L, DAY, "<@everyone> & " + "x".repeat(3_000), DAY);
        time.notices().add("saves", Notify.Event.FAILURE, "ops", 7L, DAY, "a < b & c", DAY.plusSeconds(5));
        new SendNotices(time.notices(), webhooks(Webhook.Shape.DISCORD), time).send();
        assertThat(last().path("content").asString()).hasSize(2_000).startsWith("<@everyone> & x");
        assertThat(last().path("allowed_mentions").path("parse").size()).isZero();
        time.goneUntil(at("00:01"));
        new SendNotices(time.notices(), webhooks(Webhook.Shape.SLACK), time).send();
        assertThat(last().toString()).isEqualTo("{\"text\":\"a &lt; b &amp; c\"}");
    }

    @Test
    void aSuccessThatIsTooLongAgoIsToldOnceUntilThereIsAnother() {
        ServedTime time =
                new ServedTime(folder, DAY).told("backup", "{cron: '0 0 3 * * ?'}", "{to: ops, stale-after: 26h}");
        time.adopt();
        JobEntry backup = time.book().find("backup").orElseThrow();
        time.goneUntil(DAY.plus(Duration.ofHours(26)));
        time.plan().tell().ifStale(backup, DAY);
        assertThat(time.notices().due(time.instant())).isEmpty();
        time.goneUntil(DAY.plus(Duration.ofHours(27)));
        time.plan().tell().ifStale(backup, DAY);
        time.plan().tell().ifStale(backup, DAY);
        assertThat(time.notices().due(time.instant()))
                .singleElement()
                .extracting(Notice::text)
                .isEqualTo("backup: the last success is of 2027-06-01T00:00:00Z, 27h ago; stale-after: 26h");
        Instant again = DAY.plus(Duration.ofHours(28));
        time.goneUntil(again.plus(Duration.ofHours(30)));
        time.plan().tell().ifStale(backup, again);
        assertThat(time.notices().due(time.instant())).hasSize(2);
    }

    @Test
    void aWebhookThatNobodyKnowsIsAProblemOfTheFile() {
        ServedTime time = new ServedTime(folder, DAY).told("saves", "{cron: '0 0 3 * * ?'}", "{to: nowhere}");
        assertThat(time.adopt().problems().values())
                .singleElement()
                .asString()
                .endsWith(
                        "saves.yml: notify.to: gantry.webhooks of config/application.yml does not have nowhere, so nobody is"
                                + " told there");
    }
}
