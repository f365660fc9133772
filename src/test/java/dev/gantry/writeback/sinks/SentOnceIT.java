package dev.gantry.writeback.sinks;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.Faults;
import dev.gantry.job.Row;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.TriedRun;
import dev.gantry.writeback.journal.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be read back is sent once, whatever becomes of the answers; what nobody knows is reported. */
class SentOnceIT {

    private static final int ROWS = 200;
    private static final Pattern ROW = Pattern.compile("<(\\d+)>");

    private static final String MESSAGES = "messages: {universe: \"1\", topic: news, message: \"<{.n}>\"}";
    private static final String QUEUE =
            "memory-store-queue-items: {universe: \"1\", queue: Q, data: '{text: \"<\\(.n)>\"}', ttl: 1h}";
    private static final String NOTIFICATIONS =
            "notifications: {universe: \"1\", user: \"{.user}\", message: m, parameters: {row: \"<{.n}>\", n: \"{.n}\"}}";
    private static final String CALL = """
            call:
              operation: Cloud_PublishUniverseMessage
              with: {universe: "1"}
              body: {topic: news, message: "<{.n}>"}
            """;

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Sinking sinking;

    @BeforeEach
    void begin() {
        sinking = Sinking.in(temp, ROWS);
    }

    @AfterEach
    void end() {
        sinking.close();
    }

    private static List<Row> rows() {
        return Sinking.rows(ROWS, i -> "{\"n\":" + i + ",\"user\":900000001}");
    }

    @ParameterizedTest
    @ValueSource(strings = {MESSAGES, QUEUE, NOTIFICATIONS, CALL})
    void whatWasLostIsReportedAndNotSentAgain(String sink) throws Exception {
        sinking.emulator().faults(Faults.parse("429=5%,500=5%,reset=5%,reset-after=15%"));
        TriedRun run = sinking.run(1, sink);
        assertThat(run.make(rows())).hasSize((int) run.tally().conflicts());
        assertThat(run.refused()).noneMatch(RefusesLate.Refused::isJudged);
        assertSentOnce(run, 10);
        assertThat(run.told().stream().filter(each -> each.contains("uncertain")))
                .allMatch(each ->
                        each.endsWith(": uncertain the answer to it was lost, and Open Cloud does not tell whether"
                                + " it was done, so it was not sent again"));
    }

    /** The client is cut off again and again, and the run goes on from its checkpoint. */
    @ParameterizedTest
    @ValueSource(strings = {MESSAGES, QUEUE})
    void whatWasUnderWayIsReportedAndNotSentAgain(String sink) throws Exception {
        TriedRun run = sinking.run(1, sink);
        assertThat(sinking.makeCutOff(run, rows(), new Random(4))).isGreaterThan(2);
        assertSentOnce(run, 1);
    }

    /** Nothing twice, nothing left out, nothing called done that was not. */
    private void assertSentOnce(TriedRun run, int leastUncertain) {
        List<Integer> sent = sinking.done().stream()
                .flatMap(line -> ROW.matcher(line).results())
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
        assertThat(sent).doesNotHaveDuplicates();
        Tally tally = run.tally();
        assertThat(tally.changed() + tally.conflicts()).isEqualTo(ROWS);
        assertThat(tally.conflicts()).isGreaterThanOrEqualTo(leastUncertain);
        Set<String> certain = new HashSet<>();
        JournaledChange.each(run.journals(), change -> {
            if (change.outcome().orElseThrow().result() == Result.DONE) {
                Matcher row = Pattern.compile("\\d+").matcher(change.row());
                assertThat(row.find()).isTrue();
                certain.add(row.group());
            }
            return true;
        });
        assertThat(sent.stream().map(String::valueOf)).containsAll(certain);
        assertThat(certain).hasSize((int) tally.changed());
    }

    @Test
    void itemsOfAQueueKeepTheOrderOfTheirRows() throws Exception {
        sinking.run(1, QUEUE).make(rows().subList(0, 30));
        JsonNode items = sinking.get("/cloud/v2/universes/1/memory-store/queues/Q/items:read?count=100")
                .path("items");
        assertThat(items.size()).isEqualTo(30);
        for (int i = 0; i < 30; i++) {
            assertThat(items.path(i).path("data").path("text").asString()).isEqualTo("<" + i + ">");
        }
    }

    @Test
    void aPlanSendsWhatItShowed() throws Exception {
        TriedRun plan = sinking.plan(1, MESSAGES);
        plan.make(rows().subList(0, 3));
        assertThat(sinking.done()).isEmpty();
        assertThat(plan.tally()).isEqualTo(Tally.of(3, 0, 0, 0, 0));
        assertThat(sinking.apply(2, MESSAGES, plan.journals().resolve("0.journal"))
                        .makeAll())
                .isEqualTo(Tally.of(3, 0, 0, 0, 0));
        assertThat(sinking.done()).hasSize(3).allMatch(line -> line.contains("\"topic\":\"news\""));
    }

    @Test
    void whatSaysThatTwiceIsOnceIsRepeated() throws Exception {
        sinking.emulator().faults(Faults.parse("500=10%,reset-after=20%"));
        TriedRun run = sinking.run(1, """
                call:
                  operation: Cloud_CreateUserNotification
                  with: {user: "{.user}"}
                  body: {source: {universe: universes/1}, payload: {messageId: m, type: MOMENT}}
                  repeatable: true
                """);
        run.make(rows().subList(0, 60));
        assertThat(run.tally()).isEqualTo(Tally.of(60, 0, 0, 0, 0));
        assertThat(sinking.done()).hasSizeGreaterThan(60);
    }

    @Test
    void rowsThatOpenCloudRefusesAreKeptWithItsReason() throws Exception {
        TriedRun run = sinking.run(1, "notifications: {universe: \"2\", user: \"{.user}\", message: m}");
        assertThat(run.make(rows().subList(0, 1)))
                .singleElement()
                .asString()
                .startsWith("row row 0: POST ")
                .contains("was answered 403");
        assertThat(run.tally()).isEqualTo(Tally.of(0, 0, 0, 0, 1));
    }
}
