package dev.gantry.opencloud;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new Random(7));

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 4", "3, 8", "4, 16", "5, 32", "6, 60", "7, 60", "40, 60", "2147483647, 60"})
    void waitsAnywhereUpToABoundThatDoublesToAMinute(int repeat, long boundSeconds) {
        Duration bound = Duration.ofSeconds(boundSeconds);
        Duration shortest = bound;
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 2_000; i++) {
            Duration wait = backoff.before(repeat, Optional.empty());
            shortest = wait.compareTo(shortest) < 0 ? wait : shortest;
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }

        assertThat(shortest).isBetween(Duration.ZERO, bound.dividedBy(100));
        assertThat(longest).isBetween(bound.multipliedBy(99).dividedBy(100), bound);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 900})
    void waitsExactlyAsLongAsRetryAfterSays(long seconds) {
        Duration asked = Duration.ofSeconds(seconds);

        assertThat(backoff.before(0, Optional.of(asked))).isEqualTo(asked);
        assertThat(backoff.before(9, Optional.of(asked))).isEqualTo(asked);
    }

    @Test
    void startsAtASecondAndEndsAtAMinuteByDefault() {
        assertThat(Backoff.defaults().first()).isEqualTo(Duration.ofSeconds(1));
        assertThat(Backoff.defaults().longest()).isEqualTo(Duration.ofMinutes(1));
    }
}
