package dev.gantry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.job.Schedule;
import dev.gantry.job.Schedule.Missed;
import dev.gantry.job.Schedule.Overlap;
import dev.gantry.schedule.Due.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A job for every full hour, with a minute of grace; hours are those of one day. */
class DueTest {

    private static final Instant DAY = Instant.parse("2027-06-01T00:00:00Z");
    private static final FireTimes HOURLY = FireTimes.of("0 0 * * * ?", ZoneId.of("UTC"));

    static Schedule schedule(Missed missed, Overlap overlap) {
        return new Schedule(
                Optional.of("0 0 * * * ?"),
                ZoneId.of("UTC"),
                missed,
                Duration.ofMinutes(1),
                overlap,
                List.of(),
                Duration.ZERO,
                Optional.empty(),
                new Schedule.Retry(0, Duration.ofMinutes(1)));
    }

    private static Instant at(String time) {
        return DAY.plus(Duration.ofHours(Integer.parseInt(time.substring(0, 2))))
                .plus(Duration.ofMinutes(Integer.parseInt(time.substring(3))));
    }

    /** {@code +09} is run for 09:00; {@code -06..08 MISSED} passes over three. */
    private static String text(List<Due.Decision> decided) {
        List<String> texts = new ArrayList<>();
        for (Due.Decision each : decided) {
            texts.add(
                    switch (each) {
                        case Due.Decision.Fire fire -> "+" + hour(fire.at());
                        case Due.Decision.Pass pass ->
                            "-" + hour(pass.first()) + (pass.count() == 1 ? "" : ".." + hour(pass.last())) + " "
                                    + pass.why();
                    });
        }
        return String.join(" ", texts);
    }

    private static String hour(Instant moment) {
        return String.format("%02d", Duration.between(DAY, moment).toHours());
    }

    @ParameterizedTest
    @CsvSource(
            emptyValue = "",
            value = {
                // nothing was missed
                "FREE,    05:00, 05:59, ONCE, SKIP,  ''",
                "FREE,    05:00, 06:00, ONCE, SKIP,  +06",
                "FREE,    05:00, 06:01, SKIP, SKIP,  +06",
                // one was, by more than the grace time
                "FREE,    05:00, 06:02, ONCE, SKIP,  +06",
                "FREE,    05:00, 06:02, ALL,  SKIP,  +06",
                "FREE,    05:00, 06:02, SKIP, SKIP,  -06 MISSED",
                // several were
                "FREE,    05:00, 09:30, ONCE, SKIP,  -06..08 MADE_UP_FOR +09",
                "FREE,    05:00, 09:30, ALL,  SKIP,  +06 +07 +08 +09",
                "FREE,    05:00, 09:30, SKIP, SKIP,  -06..09 MISSED",
                // several were, and one is kept
                "FREE,    05:00, 09:01, ONCE, SKIP,  -06..08 MADE_UP_FOR +09",
                "FREE,    05:00, 09:01, ALL,  SKIP,  +06 +07 +08 +09",
                "FREE,    05:00, 09:01, SKIP, SKIP,  -06..08 MISSED +09",
                // one waits to be tried again
                "WAITING, 05:00, 06:00, ONCE, SKIP,  -06 OVERLAPPED",
                "WAITING, 05:00, 06:00, ONCE, QUEUE, +06",
                "WAITING, 05:00, 07:30, ALL,  SKIP,  +06 +07",
                "WAITING, 05:00, 08:00, SKIP, SKIP,  -06..07 MISSED -08 OVERLAPPED",
                // a run was under way: what came meanwhile was not missed, however late it is seen
                "RUNNING, 05:00, 09:30, ONCE, SKIP,  -06..09 OVERLAPPED",
                "RUNNING, 05:00, 09:30, SKIP, SKIP,  -06..09 OVERLAPPED",
                "RUNNING, 05:00, 09:30, SKIP, QUEUE, +06 +07 +08 +09",
                "RUNNING, 05:00, 05:30, ALL,  QUEUE, ''",
            })
    void decidesByPolicy(
            Standing standing, String handled, String now, Missed missed, Overlap overlap, String decided) {
        assertThat(text(Due.decide(HOURLY, schedule(missed, overlap), at(handled), at(now), standing)))
                .isEqualTo(decided);
    }

    static Stream<Arguments> policies() {
        return Stream.of(Missed.values())
                .flatMap(missed -> Stream.of(Overlap.values())
                        .flatMap(overlap ->
                                Stream.of(Standing.values()).map(standing -> Arguments.of(missed, overlap, standing))));
    }

    /** Whatever the policy, and wherever a day is cut in two: no fire time is decided twice, none is forgotten. */
    @ParameterizedTest
    @MethodSource("policies")
    void decidesOfEachFireTimeOnce(Missed missed, Overlap overlap, Standing standing) {
        Schedule schedule = schedule(missed, overlap);
        Instant end = at("23:30");
        for (Instant cut = DAY; cut.isBefore(end); cut = cut.plus(Duration.ofMinutes(20))) {
            List<Due.Decision> decided = new ArrayList<>(Due.decide(HOURLY, schedule, DAY, cut, standing));
            Instant handled = decided.isEmpty() ? DAY : decided.getLast().until();
            decided.addAll(Due.decide(HOURLY, schedule, handled, end, standing));
            assertThat(decided.stream().mapToInt(DueTest::size).sum())
                    .as("cut at %s", cut)
                    .isEqualTo(23);
            assertThat(decided).extracting(Due.Decision::until).isSorted().doesNotHaveDuplicates();
        }
    }

    private static int size(Due.Decision decision) {
        return switch (decision) {
            case Due.Decision.Fire fire -> 1;
            case Due.Decision.Pass pass -> pass.count();
        };
    }

    @Test
    void makesUpForAThousandAtMost() {
        FireTimes secondly = FireTimes.of("* * * * * ?", ZoneId.of("UTC"));
        Instant now = DAY.plus(Duration.ofDays(300));
        List<Due.Decision> decided = Due.decide(secondly, schedule(Missed.ALL, Overlap.SKIP), DAY, now, Standing.FREE);
        assertThat(decided).hasSize(Due.MOST);
        assertThat(decided.getLast().until()).isEqualTo(now);
    }
}
