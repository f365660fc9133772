package dev.gantry.source;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import dev.gantry.job.UserMistake;

/**
 * The moment that entries are read of, the same for all parts and all tries of a run.
 *
 * @param isKept whether a snapshot keeps all that was current then; else a write within the same UTC hour has replaced it
 */
record Moment(Instant time, boolean isKept) {

    private static final Duration FURTHEST_AHEAD = Duration.ofMinutes(10);
    private static final Duration KEPT = Duration.ofDays(30);

    /**
     * The last moment at which a write replaces what was written in the same UTC hour before a moment, or now if that is earlier.
     * Empty: the moment is that at which an hour begins, so that nothing of its own hour came before it.
     */
    static Optional<Instant> endOfHour(Instant moment, Instant now) {
        Instant hour = moment.truncatedTo(ChronoUnit.HOURS);
        Instant end = hour.plus(1, ChronoUnit.HOURS).minusNanos(1);
        return hour.equals(moment) ? Optional.empty() : Optional.of(end.isBefore(now) ? end : now);
    }

    /** @throws UserMistake if Open Cloud cannot read it, or can no longer */
    void check(Instant now) {
        if (time.isAfter(now.plus(FURTHEST_AHEAD))) {
            throw new UserMistake("as-of: " + time + " is more than ten minutes ahead (it is " + now
                    + "), and Open Cloud reads no later moment. Name a time that has passed, or now.");
        }
        if (time.isBefore(now.minus(KEPT))) {
            throw new UserMistake("as-of: " + time + " is more than 30 days ago (it is " + now
                    + "), and Roblox keeps no older versions. Start a new run with a later moment.");
        }
    }
}
