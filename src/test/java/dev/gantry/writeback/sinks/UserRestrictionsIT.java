package dev.gantry.writeback.sinks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.gantry.emulator.Faults;
import dev.gantry.job.Row;
import dev.gantry.writeback.Tally;
import dev.gantry.writeback.TriedRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class UserRestrictionsIT {

    private static final long FIRST_USER = 5_000_000_000L;

    private static final String BAN = """
            user-restrictions:
              universe: "1"
              user: "{.user}"
              ban: {duration: "{.days}d", display-reason: Cheating, private-reason: "{.note}"}
            """;

    private static final String UNBAN = "user-restrictions: {universe: \"1\", user: \"{.user}\", unban: true}";

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

    private static List<Row> rows(int count) {
        return Sinking.rows(
                count,
                i -> "{\"user\":\"users/" + (FIRST_USER + i) + "\",\"days\":" + (i % 9 + 1) + ",\"note\":\"n" + i
                        + "\"}");
    }

    private JsonNode restriction(int i) {
        return sinking.get("/cloud/v2/universes/1/user-restrictions/" + (FIRST_USER + i))
                .path("gameJoinRestriction");
    }

    private long changes() {
        return sinking.done().stream()
                .filter(line -> line.contains("/user-restrictions/"))
                .count();
    }

    @Test
    void bansAreMadeLeftAloneAndUndone() throws Exception {
        TriedRun ban = sinking.run(1, BAN);
        assertThat(ban.make(rows(3))).isEmpty();
        assertThat(ban.tally()).isEqualTo(Tally.of(3, 0, 0, 0, 0));
        assertThat(restriction(1).toString())
                .contains(
                        "\"active\":true",
                        "\"duration\":\"172800s\"",
                        "\"displayReason\":\"Cheating\"",
                        "\"privateReason\":\"n1\"");

        TriedRun again = sinking.run(2, BAN);
        again.make(rows(3));
        assertThat(again.tally()).as("whoever is banned so is not banned again").isEqualTo(Tally.of(0, 3, 0, 0, 0));
        assertThat(changes()).isEqualTo(3);

        assertThat(sinking.undo(3, BAN, ban).makeAll()).isEqualTo(Tally.of(3, 0, 0, 0, 0));
        assertThat(restriction(1).path("active").asBoolean()).isFalse();
    }

    @Test
    void whoeverIsFreedAndBannedAgainIsFreeWhenTheFirstBanWouldHaveEnded() throws Exception {
        sinking.run(1, BAN).make(rows(2));
        TriedRun unban = sinking.run(2, UNBAN);
        unban.make(rows(2));
        assertThat(restriction(0).path("active").asBoolean()).isFalse();

        sinking.passes(Duration.ofHours(1));
        assertThat(sinking.undo(3, UNBAN, unban).makeAll()).isEqualTo(Tally.of(2, 0, 0, 0, 0));
        JsonNode restored = restriction(1);
        assertThat(restored.path("active").asBoolean()).isTrue();
        assertThat(restored.path("privateReason").asString()).isEqualTo("n1");
        assertThat(restored.path("duration").asString())
                .as("two days, of which an hour has passed")
                .isEqualTo("169200s");
    }

    @Test
    void anUndoLeavesThoseAloneWhomAModeratorRestrictedSince() throws Exception {
        TriedRun ban = sinking.run(1, BAN);
        ban.make(rows(2));
        sinking.passes(Duration.ofMinutes(5));
        sinking.run(2, BAN.replace("Cheating", "Scamming")).make(rows(1));
        TriedRun undo = sinking.undo(3, BAN, ban);
        assertThat(undo.makeAll()).isEqualTo(Tally.of(1, 0, 0, 1, 0));
        assertThat(undo.told())
                .contains("universes/1/user-restrictions/" + FIRST_USER
                        + ": conflict it was changed since by somebody else");
        assertThat(restriction(0).path("displayReason").asString()).isEqualTo("Scamming");
    }

    @Test
    void aPlanRefusesWhomItFindsOtherwise() throws Exception {
        TriedRun plan = sinking.plan(1, BAN);
        plan.make(rows(3));
        assertThat(changes()).isZero();
        sinking.run(2, BAN.replace("Cheating", "Scamming")).make(rows(1));
        Path file = plan.journals().resolve("0.journal");
        assertThat(sinking.apply(3, BAN, file).makeAll()).isEqualTo(Tally.of(2, 0, 0, 1, 0));
        assertThat(sinking.apply(4, BAN, file).makeAll()).isEqualTo(Tally.of(0, 2, 0, 1, 0));
    }

    /** However many answers are lost, each user's history has one change. */
    @Test
    void nobodyIsBannedTwiceWhenAnswersAreLost() throws Exception {
        sinking.emulator().faults(Faults.parse("429=5%,500=5%,reset=10%,reset-after=25%"));
        TriedRun ban = sinking.run(1, BAN);
        assertThat(ban.make(rows(120))).isEmpty();
        sinking.emulator().faults(Faults.parse(""));
        assertThat(ban.tally()).isEqualTo(Tally.of(120, 0, 0, 0, 0));
        assertEachChangedOnce(120);
    }

    /** The client is cut off at requests of its own choosing, and the run goes on from its checkpoint. */
    @Test
    void nobodyIsBannedTwiceHoweverOftenTheRunIsCutOff() throws Exception {
        TriedRun ban = sinking.run(1, BAN);
        assertThat(sinking.makeCutOff(ban, rows(80), new Random(3))).isGreaterThan(3);
        assertThat(ban.tally()).isEqualTo(Tally.of(80, 0, 0, 0, 0));
        assertEachChangedOnce(80);
    }

    /** By the logs of Open Cloud, which tell of every change; a repeat under its key is none. */
    private void assertEachChangedOnce(int users) {
        Map<String, Integer> changes = new HashMap<>();
        String token = "";
        do {
            JsonNode page =
                    sinking.get("/cloud/v2/universes/1/user-restrictions:listLogs?maxPageSize=100&pageToken=" + token);
            page.path("logs").forEach(log -> changes.merge(log.path("user").asString(), 1, Integer::sum));
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());
        assertThat(changes)
                .hasSize(users)
                .allSatisfy((user, count) -> assertThat(count).as(user).isEqualTo(1));
        assertThat(restriction(users - 1).path("privateReason").asString()).isEqualTo("n" + (users - 1));
    }
}
