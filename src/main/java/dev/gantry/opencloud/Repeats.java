package dev.gantry.opencloud;

import java.time.Duration;
import java.util.Optional;

/**
 * How often one call has been repeated, and whether it may be once more.
 *
 * <p>A failure counts against the retries, and failures may not go on for ever either, however long each asks to wait. A
 * 429 does not count: the universe is well but busy, and its players come first, so the call waits its turn, though not for
 * ever.
 */
final class Repeats {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final int retries;
    private final Backoff backoff;
    private final Time time;
    private int failures;
    private int throttlings;
    private long firstFailure;
    private Duration waitedForTurn = Duration.ZERO;

    Repeats(int retries, Backoff backoff, Time time) {
        this.retries = retries;
        this.backoff = backoff;
        this.time = time;
    }

    /** Repeats so far, the one just granted included. */
    int made() {
        return failures + throttlings;
    }

    /** How long to wait after a failure; empty when the retries or the patience are used up. */
    Optional<Duration> afterFailure(Optional<Duration> retryAfter) {
        if (failures == 0) {
            firstFailure = time.nanos();
        }
        if (failures >= retries || time.nanos() - firstFailure >= PATIENCE.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(backoff.before(failures++, retryAfter));
    }

    /** How long to wait after a 429; empty when all waits together have used up the patience. */
    Optional<Duration> afterThrottling(Optional<Duration> retryAfter) {
        if (waitedForTurn.compareTo(PATIENCE) >= 0) {
            return Optional.empty();
        }
        Duration wait = backoff.before(throttlings++, retryAfter);
        waitedForTurn = waitedForTurn.plus(wait);
        return Optional.of(wait);
    }
}
