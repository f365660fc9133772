package dev.gantry.writeback.sinks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.gantry.emulator.Faults;
import dev.gantry.job.Errors;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.ReadBack;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.TriedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What guards changes of anything but entries: a canary, a stop, too many refusals. */
class GuardedActsIT {

    private static final int ROWS = 120;

    private static final String BAN =
            "user-restrictions: {universe: \"1\", user: \"{.user}\", ban: {private-reason: \"<{.n}>\"}, canary: 10%}";
    private static final String MESSAGES = "messages: {universe: \"1\", topic: news, message: \"<{.n}>\"}";
    private static final String QUEUE =
            "memory-store-queue-items: {universe: \"1\", queue: Q, data: '{text: \"<\\(.n)>\"}', ttl: 1h, canary: 10}";
    private static final String SCORES = "ordered-data-store-entries: {universe: \"1\", ordered-data-store: Test,"
            + " id: \"k{.n}\", set: .n, missing: create}";

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Sinking sinking;

    @BeforeEach
    void begin() {
        sinking = Sinking.in(temp, 0);
    }

    @AfterEach
    void end() {
        sinking.close();
    }

    private static List<Row> rows() {
        return Sinking.rows(ROWS, i -> "{\"n\":" + i + ",\"user\":" + (5_000_000_000L + i) + "}");
    }

    /** Numbers of the rows whose changes were done, in that order. */
    private List<Integer> done() {
        return sinking.done().stream()
                .map(line -> line.replaceFirst("(?s).*<(\\d+)>.*", "$1"))
                .map(Integer::parseInt)
                .toList();
    }

    @Test
    void aPercentageIsASampleThatIsReadAgain() throws Exception {
        TriedRun run = sinking.run(1, BAN);
        assertThat(run.makeToTheEnd(rows())).isEmpty();
        assertThat(run.sink().isHeld()).isTrue();
        List<Integer> sample = done();
        assertThat(sample).hasSizeBetween(2, 35).contains(0);
        assertThat(run.tally()).isEqualTo(Tally.of(sample.size(), 0, 0, 0, 0));

        int other = sample.stream().filter(n -> n > 0).findFirst().orElseThrow();
        sinking.run(2, BAN.replace("<{.n}>", "another").replace("10%", "99%"))
                .goingOn()
                .make(rows().subList(other, other + 1));
        try (OpenCloud cloud = sinking.client()) {
            run.makeToTheEnd(cloud, List.of(), 1);
            ReadBack found = run.sink().readBack();
            assertThat(found.text())
                    .isEqualTo("changed first and read again: " + (sample.size() - 1)
                            + " as written, 1 changed by somebody else since");
            assertThat(found.isClean()).isFalse();
        }
        assertThat(run.goingOn().makeToTheEnd(List.of())).isEmpty();
        assertThat(run.sink().isHeld()).isFalse();
        assertThat(run.tally()).isEqualTo(Tally.of(ROWS, 0, 0, 0, 0));
    }

    @Test
    void aNumberIsTheFirstRowsAndWhatCannotBeReadIsToldByItsAnswers() throws Exception {
        TriedRun run = sinking.run(1, QUEUE);
        List<Row> rows = rows().subList(0, 40);
        try (OpenCloud cloud = sinking.client()) {
            run.makeToTheEnd(cloud, rows, 30);
            assertThat(run.sink().isHeld()).isTrue();
            assertThat(done())
                    .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
            ReadBack found = run.sink().readBack();
            assertThat(found.text()).isEqualTo("done first, as Open Cloud said, since nothing can be read again: 10");
            assertThat(found.isClean()).isTrue();
        }
        run.goingOn().makeToTheEnd(rows.subList(30, 40));
        assertThat(done())
                .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(Sinking.problems(QUEUE.replace("canary: 10", "canary: 10%")))
                .singleElement()
                .asString()
                .contains("items of a queue keep the order of their rows, so canary: is a number here");
    }

    @Test
    void aMessageOfOneTopicIsInTheSampleForItself() throws Exception {
        TriedRun run = sinking.run(1, MESSAGES.replace(">\"}", ">\", canary: 10%}"));
        run.makeToTheEnd(rows());
        assertThat(done()).hasSizeBetween(2, 35);
        run.goingOn().makeToTheEnd(List.of());
        assertThat(done()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    /** Also with lost answers: what may have been done is not called off, and nobody is banned twice. */
    @Test
    void aRunThatIsToStopLetsNothingMoreLeaveAndForgetsNoRow() throws Exception {
        sinking.emulator().faults(Faults.parse("500=5%,reset-after=20%"));
        AtomicInteger changes = new AtomicInteger();
        sinking.emulator().listen(seen -> {
            if (seen.operation().startsWith("Cloud_UpdateUserRestriction")) {
                changes.incrementAndGet();
            }
        });
        TriedRun run = sinking.run(1, BAN.replace(", canary: 10%", ""));
        int made = 0;
        for (int stop = 1; stop <= 3; stop++) {
            int after = 30 * stop;
            run.stoppingWhen(() -> changes.get() >= after).makeToTheEnd(stop == 1 ? rows() : List.of());
            assertThat(JournaledChange.anyInDoubt(run.journals())).isFalse();
            assertThat(run.tally().changed()).isGreaterThan(made).isLessThan(ROWS);
            made = (int) run.tally().changed();
        }
        run.stoppingWhen(() -> false).makeToTheEnd(List.of());
        assertThat(run.tally()).isEqualTo(Tally.of(ROWS, 0, 0, 0, 0));
        sinking.emulator().faults(Faults.parse(""));
        assertThat(bansByUser())
                .hasSize(ROWS)
                .allSatisfy((user, bans) -> assertThat(bans).as(user).isEqualTo(1));
    }

    private Map<String, Integer> bansByUser() {
        Map<String, Integer> bans = new HashMap<>();
        String token = "";
        do {
            var page =
                    sinking.get("/cloud/v2/universes/1/user-restrictions:listLogs?maxPageSize=100&pageToken=" + token);
            page.path("logs").forEach(log -> bans.merge(log.path("user").asString(), 1, Integer::sum));
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());
        return bans;
    }

    @Test
    void whatIsSentOnceIsSentOnceHoweverOftenTheRunIsStopped() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        sinking.emulator().listen(seen -> sent.incrementAndGet());
        TriedRun run = sinking.run(1, MESSAGES);
        for (int stop = 1; stop <= 3; stop++) {
            int after = 20 * stop;
            run.stoppingWhen(() -> sent.get() >= after).makeToTheEnd(stop == 1 ? rows() : List.of());
            assertThat(run.tally().conflicts()).isZero();
        }
        assertThat(done()).hasSizeLessThan(ROWS);
        run.stoppingWhen(() -> false).makeToTheEnd(List.of());
        assertThat(run.told()).hasSize(ROWS).allMatch(each -> each.endsWith(": done"));
        assertThat(done()).hasSize(ROWS).doesNotHaveDuplicates();
    }

    @Test
    void moreRefusalsThanAreAllowedStopTheRunInTheMidstOfAChunk() {
        List<Row> rows = Sinking.rows(ROWS, i -> "{\"n\":" + (i % 2 == 0 ? i : "\"none\"") + "}");
        TriedRun run = sinking.run(1, SCORES).allowing(new Errors.Skip.Count(3));
        assertThatThrownBy(() -> run.make(rows))
                .isInstanceOf(UserMistake.class)
                .hasMessageMatching(
                        "[0-9]+ of 120 rows were rejected, more than errors: \\{skip\\} allows, so nothing more"
                                + " was changed\\. The last: row row [0-9]+: set: comes to what is no integer.*");
        assertThat(sinking.done()).hasSizeLessThan(60);
        TriedRun percent = sinking.run(2, SCORES).allowing(new Errors.Skip.Percent(1));
        assertThatThrownBy(() -> percent.make(rows)).isInstanceOf(UserMistake.class);
        assertThat(sinking.done()).hasSizeLessThan(120);
    }

    @Test
    void whatOpenCloudSaidIsKeptWithTheRowsThatItRefused() throws Exception {
        TriedRun run = sinking.run(1, "notifications: {universe: \"2\", user: \"{.user}\", message: m}");
        run.make(List.of(Sinking.row("r", "{\"user\":900000001}")));
        RefusesLate.Refused sent = run.refused().getFirst();
        assertThat(sent.isJudged()).isTrue();
        assertThat(Objects.requireNonNull(sent.response()).path("status").asInt())
                .isEqualTo(403);

        TriedRun owner = sinking.run(2, "group-memberships: {group: \"7\", user: \"{.user}\", role: Admin}");
        owner.make(List.of(Sinking.row("owner", "{\"user\":\"users/900000001\"}")));
        var response = Objects.requireNonNull(owner.refused().getFirst().response());
        assertThat(response.path("status").asInt()).isEqualTo(400);
        assertThat(response.path("message").asString()).contains("cannot be assigned");
    }
}
