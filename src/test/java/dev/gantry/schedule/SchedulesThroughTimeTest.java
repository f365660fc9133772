package dev.gantry.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SchedulesThroughTimeTest {

    private static final Instant DAY = Instant.parse("2027-06-01T00:00:00Z");
    private static final Outcome DONE = new Outcome.Done(null);
    private static final Outcome FAILED = new Outcome.Failed("the network was down", true);

    @TempDir
    private Path folder;

    private ServedTime served() {
        return new ServedTime(folder, DAY);
    }

    private static Instant at(String time) {
        return Instant.parse("2027-06-01T" + time + ":00Z");
    }

    @Test
    void aDayOfSchedulesPassesWithEachRunOnceAtItsTime() {
        ServedTime time = served().job("quarterly", "{cron: '0 0/15 * * * ?'}")
                .job("nightly", "{cron: '0 30 2 * * ?', zone: America/New_York}")
                .job("report", "{after: nightly}");
        time.adopt();
        time.until(DAY.plus(Duration.ofDays(1)));
        assertThat(time.states("quarterly")).hasSize(96).containsOnly("done");
        assertThat(time.runs()).contains("nightly 06:30", "report 06:30");
        assertThat(time.firings("nightly")).hasSize(1);
        assertThat(time.firings("report")).singleElement().satisfies(firing -> {
            assertThat(firing.cause()).isEqualTo(Firing.Cause.CHAIN);
            assertThat(firing.origin()).isEqualTo("nightly");
        });
    }

    @Test
    void whatWasMissedIsMadeUpForByPolicy() {
        ServedTime time = served().job("once", "{cron: '0 0 * * * ?', missed: once}")
                .job("skip", "{cron: '0 0 * * * ?', missed: skip}")
                .job("all", "{cron: '0 0 * * * ?', missed: all}");
        time.adopt();
        time.until(at("01:30")).goneUntil(at("05:30")).until(at("06:30"));
        assertThat(time.runs())
                .containsExactlyInAnyOrder(
                        "once 01:00",
                        "once 05:00",
                        "once 06:00",
                        "skip 01:00",
                        "skip 06:00",
                        "all 01:00",
                        "all 02:00",
                        "all 03:00",
                        "all 04:00",
                        "all 05:00",
                        "all 06:00");
        assertThat(time.firings("all")).extracting(Firing::fireTime).isSorted();
        assertThat(time.firings("skip").get(1).reason())
                .isEqualTo(
                        "4 fire times from 2027-06-01T02:00:00Z to this one passed while the schedule was not served;"
                                + " missed: skip");
        assertThat(time.firings("once").get(1).reason()).endsWith("missed: once, so the next one makes up for them");
    }

    @Test
    void aRunThatTakesLongerThanItsPeriodIsNotRunTwiceAtATime() {
        ServedTime time = served().job("skips", "{cron: '0 0 * * * ?'}")
                .job("queues", "{cron: '0 0 * * * ?', overlap: queue}")
                .then("skips", Duration.ofMinutes(150), DONE)
                .then("queues", Duration.ofMinutes(150), DONE);
        time.adopt();
        time.until(at("04:30"));
        assertThat(time.firings("skips"))
                .extracting(Firing::fireTime)
                .containsExactly(at("01:00"), at("03:00"), at("04:00"));
        assertThat(time.states("skips")).containsExactly("done", "skipped", "done");
        assertThat(time.runs())
                .filteredOn(run -> run.startsWith("queues"))
                .containsExactly("queues 01:00", "queues 02:00", "queues 03:00", "queues 04:00");
    }

    @Test
    void aFailedRunIsTriedAgainAndKeepsItsPlaceThroughARestart() {
        ServedTime time = served().job("saves", "{cron: '0 0 3 * * ?', retry: {times: 2, delay: 5m}}")
                .job("report", "{after: [saves]}")
                .then("saves", Duration.ofMinutes(1), FAILED)
                .then("saves", Duration.ofMinutes(1), FAILED);
        time.adopt();
        time.until(at("03:05"));
        assertThat(time.firings("saves")).singleElement().satisfies(firing -> {
            assertThat(firing.state()).isEqualTo(Firing.State.WAITING);
            assertThat(firing.failures()).isEqualTo(1);
            assertThat(firing.due()).isEqualTo(at("03:06"));
            assertThat(firing.reason()).isEqualTo("the network was down");
        });
        time.goneUntil(at("03:30")).until(at("04:00"));
        assertThat(time.runs()).containsExactly("saves 03:00", "saves 03:00", "saves 03:00", "report 03:00");
        assertThat(time.states("saves")).containsExactly("done");
    }

    @Test
    void aRunThatFailsTooOftenHasFailedAndNothingFollows() {
        ServedTime time = served().job("saves", "{cron: '0 0 3 * * ?', retry: {times: 1, delay: 5m}}")
                .job("report", "{after: saves}")
                .then("saves", Duration.ZERO, FAILED)
                .then("saves", Duration.ZERO, FAILED);
        time.adopt();
        time.until(at("09:00"));
        assertThat(time.runs()).containsExactly("saves 03:00", "saves 03:00");
        assertThat(time.states("saves")).containsExactly("failed");
        assertThat(time.firings("report")).isEmpty();
    }

    @Test
    void aMistakeIsNotRetried() {
        ServedTime time = served().job("saves", "{cron: '0 0 3 * * ?', retry: {times: 5}}")
                .then("saves", Duration.ZERO, new Outcome.Failed("no such file", false));
        time.adopt();
        time.until(at("09:00"));
        assertThat(time.runs()).hasSize(1);
    }

    @Test
    void aChainWaitsForAllThatItRunsAfterAndCountsEachOnce() {
        ServedTime time = served().job("saves", "{cron: '0 0 1,2,5 * * ?'}")
                .job("groups", "{cron: '0 30 3,5 * * ?'}")
                .job("join", "{after: [saves, groups]}")
                .job("last", "{after: join}");
        time.adopt();
        time.until(at("12:00"));
        assertThat(time.runs())
                .containsExactly(
                        "saves 01:00",
                        "saves 02:00",
                        "groups 03:30",
                        "join 03:30",
                        "last 03:30",
                        "saves 05:00",
                        "groups 05:30",
                        "join 05:30",
                        "last 05:30");
    }

    @Test
    void aRunIsStoppedByItsTimeLimitAndCountsAsFailed() {
        ServedTime time = served().job("slow", "{cron: '0 0 3 * * ?', time-limit: 2h, retry: {times: 1, delay: 10m}}")
                .job("other", "{cron: '0 30 * * * ?'}")
                .then("slow", Duration.ofHours(9), DONE);
        time.adopt();
        time.until(at("05:35"));
        assertThat(time.firings("slow").getFirst().reason())
                .isEqualTo("stopped at a checkpoint by its time limit of 2h");
        assertThat(time.until(at("06:00")).states("slow")).containsExactly("done");
    }

    @Test
    void jitterDelaysByLessThanItSaysAndByTheSameAfterARestart() {
        ServedTime time = served().job("spread", "{cron: '0 0 * * * ?', jitter: 10m}");
        time.adopt();
        Instant due = time.until(at("01:00")).firings("spread").getFirst().due();
        assertThat(due).isBetween(at("01:00"), at("01:10"));
        time.goneUntil(at("01:00")).until(DAY.plus(Duration.ofDays(1)));
        assertThat(time.firings("spread"))
                .hasSize(24)
                .allSatisfy(firing -> assertThat(firing.due())
                        .isBetween(firing.fireTime(), firing.fireTime().plus(Duration.ofMinutes(10))));
        assertThat(time.firings("spread").getFirst().due()).isEqualTo(due);
        assertThat(time.firings("spread"))
                .extracting(firing -> Duration.between(firing.fireTime(), firing.due()))
                .doesNotHaveDuplicates();
    }

    @Test
    void aPausedJobIsStartedByNobodyButByHandAndPassesOverWhatCameMeanwhile() {
        ServedTime time =
                served().job("saves", "{cron: '0 0 * * * ?', missed: all}").job("report", "{after: saves}");
        time.adopt();
        time.until(at("01:30"));
        time.book().pause("saves");
        time.until(at("03:30"));
        time.table().add("saves", Firing.Cause.MANUAL, null, at("03:30"), at("03:30"));
        time.at("saves", at("03:30"));
        time.until(at("04:30"));
        time.book().resume("saves", at("04:30"));
        time.adopt();
        time.until(at("05:30"));
        assertThat(time.runs())
                .containsExactly(
                        "saves 01:00", "report 01:00", "saves 03:30", "report 03:30", "saves 05:00", "report 05:00");
    }

    @Test
    void aBrokenEditLeavesTheJobAsItWasAndARemovedFileEndsIt() throws IOException {
        ServedTime time = served().job("saves", "{cron: '0 0 * * * ?'}");
        time.adopt();
        time.until(at("01:30"));
        time.file("saves.yml", "job: saves\nschedule: {cron: 'never'}\n");
        assertThat(time.adopt().problems())
                .containsOnlyKeys(folder.resolve("saves.yml").toString());
        assertThat(time.book().problems().values())
                .singleElement()
                .asString()
                .contains("saves.yml:2:18: schedule.cron: must be a Quartz cron expression");
        assertThat(time.adopt().problems()).as("told once").isEmpty();
        time.goneUntil(at("01:40")).until(at("02:30"));
        assertThat(time.runs()).containsExactly("saves 01:00", "saves 02:00");

        time.job("saves", "{cron: '0 15 * * * ?'}").adopt();
        assertThat(time.book().problems()).isEmpty();
        time.until(at("03:30"));
        assertThat(time.runs()).containsExactly("saves 01:00", "saves 02:00", "saves 03:15");

        Files.delete(folder.resolve("saves.yml"));
        assertThat(time.adopt().removed()).containsExactly("saves");
        assertThat(time.until(at("09:00")).runs()).hasSize(3);
    }

    @Test
    void anotherCronHasNoPast() {
        ServedTime time = served().job("saves", "{cron: '0 0 23 * * ?', missed: all}");
        time.adopt();
        time.until(at("05:00"));
        time.job("saves", "{cron: '0 0 * * * ?', missed: all}").adopt();
        time.until(at("06:30"));
        assertThat(time.runs()).containsExactly("saves 06:00");
    }

    @Test
    void chainsThatLeadNowhereOrInACircleAreTold() {
        ServedTime time =
                served().job("a", "{after: b}").job("b", "{after: a}").job("c", "{cron: '0 0 3 * * ?', after: gone}");
        assertThat(time.adopt().problems().values())
                .anySatisfy(text -> assertThat(text).contains("schedule.after: a runs after itself"))
                .anySatisfy(text -> assertThat(text).contains("schedule.after: no file here has the job gone"));
        assertThat(time.until(at("04:00")).runs()).containsExactly("c 03:00");
    }

    @Test
    void whatRanWhenItsProcessDiedIsGoneOnWith() {
        ServedTime time = served().job("saves", "{cron: '0 0 3 * * ?'}");
        time.adopt();
        Firing dead = time.table().add("saves", Firing.Cause.SCHEDULE, null, at("00:00"), at("00:00"));
        time.table().began(dead, 7, at("00:00"));
        time.goneUntil(at("00:30")).until(at("01:00"));
        assertThat(time.runs()).containsExactly("saves 00:00");
        assertThat(time.states("saves")).containsExactly("done");
    }

    @Test
    void onlySoMuchHistoryIsKept() {
        ServedTime time = served().job("often", "{cron: '0 0 * * * ?'}");
        time.adopt();
        IntStream.range(0, 1_100)
                .forEach(i -> time.table().addSkipped("often", Firing.Cause.SCHEDULE, DAY, DAY, "long ago"));
        time.until(at("02:30"));
        assertThat(time.table().newest("often", 5_000)).hasSizeBetween(1_000, 1_001);
        assertThat(time.runs()).containsExactly("often 01:00", "often 02:00");
    }
}
