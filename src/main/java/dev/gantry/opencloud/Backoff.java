package dev.gantry.opencloud;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a call is repeated: what {@code retry-after} says, else a random time up to a bound that
 * doubles from one second to a minute (full jitter), so that callers who failed together do not return together.
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {

    static Backoff defaults() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), RandomGenerator.of("L64X128MixRandom"));
    }

    /**
     * The wait before repeat number {@code repeat}, the first being 0.
     *
     * @param retryAfter what the answer asked for
     */
    Duration before(int repeat, Optional<Duration> retryAfter) {
        if (retryAfter.isPresent()) {
            return retryAfter.get();
        }
        long bound = Math.min(longest.toNanos(), first.toNanos() << Math.min(repeat, 20));
        synchronized (random) {
            return Duration.ofNanos(random.nextLong(bound + 1));
        }
    }
}
