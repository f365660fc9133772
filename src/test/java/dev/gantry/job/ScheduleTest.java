package dev.gantry.job;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScheduleTest {

    private static Schedule read(String schedule) {
        return JobFile.parse(
                        "job.yml",
                        SampleKinds.with("schedule: " + schedule + "\n"),
                        SampleKinds.KINDS,
                        Values.Givens.of(Map.of(), Map.of(), Instant.EPOCH, "1"))
                .job()
                .schedule()
                .orElseThrow();
    }

    private static String problem(String schedule) {
        return assertThatExceptionOfType(InvalidJob.class)
                .isThrownBy(() -> read(schedule))
                .actual()
                .problems()
                .getFirst()
                .toString();
    }

    @Test
    void readsAllThatItMaySay() {
        assertThat(read("{cron: '0 0 3 * * ?', zone: Asia/Tokyo, missed: all, grace: 5m, overlap: queue, after: [a, b],"
                        + " jitter: 90s, time-limit: 2h, retry: {times: 3, delay: 10m}}"))
                .isEqualTo(new Schedule(
                        Optional.of("0 0 3 * * ?"),
                        ZoneId.of("Asia/Tokyo"),
                        Schedule.Missed.ALL,
                        Duration.ofMinutes(5),
                        Schedule.Overlap.QUEUE,
                        List.of("a", "b"),
                        Duration.ofSeconds(90),
                        Optional.of(Duration.ofHours(2)),
                        new Schedule.Retry(3, Duration.ofMinutes(10))));
    }

    @Test
    void runsAfterOthersWithoutTimesOfItsOwn() {
        assertThat(read("{after: a}").cron()).isEmpty();
        assertThat(problem("{zone: UTC}")).endsWith("says nothing of when the job runs: write cron:, after:, or both");
    }

    /** The last two are what Quartz takes for every minute and for none in particular. */
    @ParameterizedTest
    @ValueSource(strings = {"0 0 25 * * ?", "0 0 3 * *", "0 0 3 * * *", "never", "0 99 3 * * ?", "0 1,98 3 * * ?"})
    void refusesWhatNoClockEverShows(String cron) {
        assertThat(problem("{cron: '" + cron + "'}"))
                .contains("schedule.cron: must be a Quartz cron expression, found");
    }
}
