package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Random;

import dev.gantry.opencloud.HandSetTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LastMinuteTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandSetTime time = HandSetTime.passingBySleep();
    private final LastMinute minute = new LastMinute(time.nanos());

    @Test
    void forgetsWhatIsAMinuteOldAndHardlyLater() {
        time.passes(Duration.ofMillis(777));
        minute.add(time.nanos(), 10);

        long wait = minute.untilAtMost(time.nanos(), 9);

        assertThat(Duration.ofNanos(wait)).isBetween(MINUTE, MINUTE.plusMillis(250));
        time.passes(Duration.ofNanos(wait - 1));
        assertThat(minute.untilAtMost(time.nanos(), 9)).isEqualTo(1);
        time.passes(Duration.ofNanos(1));
        assertThat(minute.untilAtMost(time.nanos(), 0)).isZero();
    }

    @Test
    void waitsOnlyUntilEnoughIsGone() {
        for (int i = 0; i < 60; i++) {
            minute.add(time.nanos(), 1);
            time.passes(Duration.ofSeconds(1));
        }

        assertThat(minute.untilAtMost(time.nanos(), 60)).isZero();
        assertThat(Duration.ofNanos(minute.untilAtMost(time.nanos(), 50)))
                .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));
    }

    @Test
    void takesBackWhatWasTooMuch() {
        minute.add(time.nanos(), 10);
        minute.add(time.nanos(), -8);

        assertThat(minute.untilAtMost(time.nanos(), 2)).isZero();
        assertThat(minute.untilAtMost(time.nanos(), 1)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lettingThroughOnlyWhatHasRoomNeverExceedsTheLimit(long seed) {
        Random random = new Random(seed);
        Departures departures = new Departures();
        for (int i = 0; i < 5_000; i++) {
            long amount = 1L + random.nextInt(20);
            time.passes(Duration.ofNanos(minute.untilAtMost(time.nanos(), 1_000 - amount)));
            minute.add(time.nanos(), amount);
            departures.add(time, amount);
            time.passes(Duration.ofMillis(random.nextInt(random.nextInt(50) == 0 ? 100_000 : 400)));
        }

        assertThat(departures.mostInAny(MINUTE)).isBetween(900L, 1_000L);
    }
}
