package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class LaneTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final HandSetTime time = HandSetTime.passingBySleep();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60, 300, 1_150, 40_150})
    void neverLetsMoreThanTheRateThroughInAnyMinuteFromTheStartOn(int rate) throws InterruptedException {
        Lane lane = Lanes.limited(rate, time);
        List<Long> departures = new ArrayList<>();

        while (time.passed().compareTo(MINUTE.multipliedBy(3)) < 0) {
            Lanes.pass(lane, time);
            departures.add(time.nanos());
        }

        assertThat(mostInAnyMinute(departures)).isLessThanOrEqualTo(rate);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 60, 300, 1_150, 40_150})
    void neverLetsMoreThanTheRateThroughInAnyMinuteAfterItWasIdle(int rate) throws InterruptedException {
        Lane lane = Lanes.limited(rate, time);
        List<Long> departures = new ArrayList<>();

        for (int round = 1; round <= 4; round++) {
            time.passes(Duration.ofSeconds(100L * round));
            Duration end = time.passed().plusSeconds(40L * round);
            while (time.passed().compareTo(end) < 0) {
                Lanes.pass(lane, time);
                departures.add(time.nanos());
            }
        }

        assertThat(mostInAnyMinute(departures)).isLessThanOrEqualTo(rate);
    }

    @Test
    void neverLetsMoreThanTheRateThroughInAnyMinuteThatHoldsAPause() throws InterruptedException {
        Lane lane = Lanes.limited(1_150, time);
        List<Long> departures = new ArrayList<>();

        for (int round = 1; round <= 10; round++) {
            lane.throttled(Duration.ofSeconds(round));
            for (int i = 0; i < 400 * round; i++) {
                Lanes.pass(lane, time);
                departures.add(time.nanos());
            }
        }

        assertThat(mostInAnyMinute(departures)).isLessThanOrEqualTo(1_150);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 300, 1_150, 40_150})
    void usesNearlyTheWholeRate(int rate) throws InterruptedException {
        Lane lane = Lanes.limited(rate, time);

        for (int i = 0; i < rate * 3; i++) {
            Lanes.pass(lane, time);
        }

        assertThat(time.passed()).isLessThan(MINUTE.multipliedBy(3).plusSeconds(5));
    }

    @Test
    void savesNoMoreThanAQuarterSecondWhileItIsIdle() throws InterruptedException {
        Lane lane = Lanes.limited(6_000, time);
        time.passes(Duration.ofHours(10));

        int atOnce = 0;
        long before = time.nanos();
        for (Lanes.pass(lane, time); time.nanos() == before; Lanes.pass(lane, time)) {
            atOnce++;
        }

        assertThat(atOnce).isEqualTo(25);
    }

    /** Acquires, idleness, 429s and changes of the rate at random; the rate of a minute is the highest it had. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void neverLetsMoreThanTheHighestRateOfAMinuteThroughInIt(long seed) throws InterruptedException {
        Random random = new Random(seed);
        List<Long> departures = new ArrayList<>();
        List<RateChange> rates = new ArrayList<>(List.of(new RateChange(0, 600)));
        Lane lane = Lanes.limited(600, time);

        for (int i = 0; i < 8_000; i++) {
            Lanes.pass(lane, time);
            departures.add(time.nanos());
            if (random.nextInt(150) == 0) {
                time.passes(Duration.ofMillis(random.nextInt(90_000)));
            } else if (random.nextInt(300) == 0) {
                lane.throttled(Duration.ofMillis(random.nextInt(20_000)));
            } else if (random.nextInt(200) == 0) {
                int rate = 100 + random.nextInt(5_000);
                lane.resize(rate);
                rates.add(new RateChange(time.nanos(), rate));
            }
        }

        for (int i = 0; i < departures.size(); i++) {
            long from = departures.get(i);
            assertThat(inTheMinuteOf(departures, i)).isLessThanOrEqualTo(highest(rates, from, from + MINUTE.toNanos()));
        }
    }

    @Test
    void letsThoseThroughFirstWhoAskedFirst() {
        HandSetTime standing = HandSetTime.standing();
        try (Crowd crowd = new Crowd(standing, Lanes.limited(600, standing))) {
            crowd.ask(20);
            crowd.pass(Duration.ofSeconds(5));

            assertThat(crowd.departures())
                    .extracting(Crowd.Departure::number)
                    .isSorted()
                    .hasSize(20);
        }
    }

    @Test
    void slowsThoseWhoWaitAlreadyWhenTheRateFalls() {
        HandSetTime standing = HandSetTime.standing();
        Lane lane = Lanes.limited(600, standing);
        try (Crowd crowd = new Crowd(standing, lane)) {
            crowd.ask(100);
            crowd.pass(SECOND);
            lane.resize(60);
            crowd.pass(MINUTE);

            assertThat(crowd.leftSince(SECOND)).isBetween(50L, 62L);
        }
    }

    @Test
    void quickensThoseWhoWaitAlreadyWhenTheRateRises() {
        HandSetTime standing = HandSetTime.standing();
        Lane lane = Lanes.limited(6, standing);
        try (Crowd crowd = new Crowd(standing, lane)) {
            crowd.ask(50);
            crowd.pass(SECOND);
            lane.resize(6_000);
            crowd.pass(Duration.ofSeconds(3));

            assertThat(crowd.departures()).hasSize(50);
        }
    }

    @Test
    void chargesNothingForThoseWhoGaveUp() {
        HandSetTime standing = HandSetTime.standing();
        Lane lane = Lanes.limited(60, standing);
        try (Crowd leaving = new Crowd(standing, lane);
                Crowd staying = new Crowd(standing, lane)) {
            leaving.ask(100);
            leaving.giveUp();
            staying.ask(1);
            staying.pass(Duration.ofSeconds(3));

            assertThat(staying.departures()).hasSize(1);
        }
    }

    @Test
    void endsAWaitAtOnceWhenInterrupted() throws InterruptedException {
        HandSetTime standing = HandSetTime.standing();
        Lane lane = Lanes.limited(1, standing);
        try (Crowd crowd = new Crowd(standing, lane)) {
            crowd.ask(2);
            crowd.giveUp();

            assertThat(crowd.departures()).isEmpty();
            assertThat(standing.passed()).isZero();
        }
    }

    @Test
    void refusesToWaitForAThreadThatIsInterruptedAlready() throws Exception {
        Lane lane = Lanes.limited(1, time);
        FutureTask<Void> interrupted = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            Lanes.pass(lane, time);
            return null;
        });
        Thread.ofPlatform().start(interrupted).join();

        assertThatExceptionOfType(java.util.concurrent.ExecutionException.class)
                .isThrownBy(interrupted::get)
                .withCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void halvesTheRateOnceForAllTheAnswersOfABurst() {
        Lane lane = Lanes.limited(600, time);

        lane.throttled(Duration.ZERO);
        lane.throttled(Duration.ZERO);
        time.passes(Duration.ofMillis(999));
        lane.throttled(Duration.ZERO);

        assertThat(lane.allowance().slowedTo()).isEqualTo(0.5);
        assertThat(lane.allowance().perMinute()).hasValue(300);
    }

    @Test
    void countsWhatIsAnsweredDuringAPauseToTheBurstBeforeIt() {
        Lane lane = Lanes.limited(600, time);

        lane.throttled(Duration.ofSeconds(10));
        time.passes(Duration.ofSeconds(5));
        lane.throttled(Duration.ofSeconds(10));

        assertThat(lane.allowance().slowedTo()).isEqualTo(0.5);
        assertThat(lane.allowance().pause()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void keepsTheLongestPauseAskedFor() {
        Lane lane = Lanes.limited(600, time);

        lane.throttled(Duration.ofSeconds(30));
        lane.throttled(Duration.ofSeconds(2));

        assertThat(lane.allowance().pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void halvesAgainWithEachBurstButNotForEver() {
        Lane lane = Lanes.limited(3_200, time);

        List<Double> slowed = new ArrayList<>();
        for (int burst = 0; burst < 7; burst++) {
            lane.throttled(SECOND);
            slowed.add(lane.allowance().slowedTo());
            time.passes(SECOND);
        }

        assertThat(slowed).containsExactly(1 / 2., 1 / 4., 1 / 8., 1 / 16., 1 / 32., 1 / 32., 1 / 32.);
    }

    @Test
    void letsNothingThroughDuringAPauseAndNoCrowdAfterIt() {
        HandSetTime standing = HandSetTime.standing();
        Lane lane = Lanes.limited(6_000, standing);
        try (Crowd crowd = new Crowd(standing, lane)) {
            crowd.pass(SECOND);
            lane.throttled(Duration.ofSeconds(10));
            crowd.ask(100);
            crowd.pass(Duration.ofSeconds(10).minusNanos(1));
            assertThat(crowd.departures()).isEmpty();

            crowd.pass(Duration.ofNanos(1));
            assertThat(crowd.departures()).hasSizeBetween(1, 13);

            crowd.pass(Duration.ofSeconds(1));
            assertThat(crowd.departures()).hasSizeBetween(55, 70);
        }
    }

    @Test
    void pausesThoseWhoWaitAlready() {
        HandSetTime standing = HandSetTime.standing();
        Lane lane = Lanes.limited(600, standing);
        try (Crowd crowd = new Crowd(standing, lane)) {
            crowd.ask(50);
            crowd.pass(SECOND);
            lane.throttled(Duration.ofSeconds(20));
            crowd.pass(Duration.ofSeconds(20).minusNanos(1));

            assertThat(crowd.leftSince(SECOND.plusNanos(1))).isZero();
        }
    }

    @Test
    void growsBackWithinAboutAMinute() throws InterruptedException {
        Lane lane = Lanes.limited(600, time);
        for (int burst = 0; burst < 5; burst++) {
            lane.throttled(Duration.ZERO);
            time.passes(SECOND);
        }
        Duration slowed = time.passed();

        while (lane.allowance().slowedTo() < 1) {
            Lanes.pass(lane, time);
        }

        assertThat(time.passed().minus(slowed)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
    }

    @Test
    void growsNotDuringThePauseButSlowlyAfterIt() throws InterruptedException {
        Lane lane = Lanes.limited(600, time);
        lane.throttled(Duration.ofSeconds(5));
        lane.throttled(Duration.ofMinutes(10));

        Lanes.pass(lane, time);
        assertThat(time.passed()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(lane.allowance().slowedTo()).isCloseTo(0.5, within(0.02));

        time.passes(Duration.ofSeconds(15));
        Lanes.pass(lane, time);
        assertThat(lane.allowance().slowedTo()).isCloseTo(0.75, within(0.02));
    }

    @Test
    void followsANewRateWhileItIsSlowed() {
        Lane lane = Lanes.limited(600, time);
        lane.throttled(Duration.ZERO);

        lane.resize(1_000);

        assertThat(lane.allowance().perMinute()).hasValue(500);
    }

    @Test
    void takesMorePlayersThanThereAreWithoutFailing() throws InterruptedException {
        Lane lane = Lanes.limited(UniverseClass.READ.perMinute(Integer.MAX_VALUE), time);

        Lanes.pass(lane, time);

        assertThat(time.passed()).isLessThan(SECOND);
    }

    @Test
    void neverHoldsAnybodyUpWhenUnlimited() throws InterruptedException {
        Lane lane = Lanes.unlimited(time);

        for (int i = 0; i < 100_000; i++) {
            Lanes.pass(lane, time);
        }

        assertThat(time.passed()).isZero();
        assertThat(lane.allowance().perMinute()).isEmpty();
    }

    @Test
    void holdsEverythingForThePauseEvenWhenUnlimited() throws InterruptedException {
        Lane lane = Lanes.unlimited(time);

        lane.throttled(Duration.ofSeconds(7));
        assertThat(lane.allowance().pause()).isEqualTo(Duration.ofSeconds(7));
        assertThat(lane.allowance().slowedTo()).isEqualTo(1);
        Lanes.pass(lane, time);
        Lanes.pass(lane, time);

        assertThat(time.passed()).isEqualTo(Duration.ofSeconds(7));
    }

    private record RateChange(long nanos, int rate) {}

    private static int highest(List<RateChange> changes, long from, long to) {
        int highest = 0;
        for (int i = 0; i < changes.size(); i++) {
            boolean over = i + 1 < changes.size() && changes.get(i + 1).nanos() < from;
            if (!over && changes.get(i).nanos() < to) {
                highest = Math.max(highest, changes.get(i).rate());
            }
        }
        return highest;
    }

    private static int mostInAnyMinute(List<Long> departures) {
        int most = 0;
        for (int i = 0; i < departures.size(); i++) {
            most = Math.max(most, inTheMinuteOf(departures, i));
        }
        return most;
    }

    /** How many left in the minute that begins with one departure. */
    private static int inTheMinuteOf(List<Long> departures, int first) {
        long end = departures.get(first) + MINUTE.toNanos();
        int low = first;
        int high = departures.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (departures.get(middle) < end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
    }
}
