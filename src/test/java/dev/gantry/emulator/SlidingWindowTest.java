package dev.gantry.emulator;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlidingWindowTest {
    private final SettableClock clock = new SettableClock("2026-01-01T00:00:00Z");
    private final SlidingWindow minute = new SlidingWindow(Duration.ofMinutes(1));

    @Test
    void forgetsWhatWasUsedAMinuteAgo() {
        minute.use(clock.instant(), 3);
        clock.passes(Duration.ofSeconds(30));
        minute.use(clock.instant(), 4);
        assertThat(minute.used(clock.instant())).isEqualTo(7);
        clock.passes(Duration.ofSeconds(30));
        assertThat(minute.used(clock.instant())).isEqualTo(4);
        clock.passes(Duration.ofDays(400));
        assertThat(minute.used(clock.instant())).isZero();
    }

    @Test
    void tellsHowLongToWaitUntilSoMuchIsFree() {
        minute.use(clock.instant(), 3);
        clock.passes(Duration.ofSeconds(10));
        minute.use(clock.instant(), 4);
        assertThat(minute.secondsUntil(clock.instant(), 7)).isZero();
        assertThat(minute.secondsUntil(clock.instant(), 6)).isEqualTo(50);
        assertThat(minute.secondsUntil(clock.instant(), 3)).isEqualTo(60);
        clock.passes(Duration.ofSeconds(50));
        assertThat(minute.used(clock.instant())).isEqualTo(4);
    }

    @Test
    void timeThatRunsBackwardsStandsStill() {
        minute.use(clock.instant(), 3);
        clock.set("2025-01-01T00:00:00Z");
        minute.use(clock.instant(), 4);
        assertThat(minute.used(clock.instant())).isEqualTo(7);
    }
}
