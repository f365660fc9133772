package dev.gantry.dashboard.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes who guesses credentials wait: after a few failures in a row each further one costs twice the time of the one before
 * it, up to a minute, in which nothing is looked at. Safe for many threads.
 */
final class SlowDown {

    private static final int FREE = 4;
    private static final int DOUBLINGS = 6;
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private record Failures(int count, Instant last) {

        Instant until() {
            return count <= FREE ? last : last.plusSeconds(1L << Math.min(count - FREE - 1, DOUBLINGS));
        }
    }

    private final Clock clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > REMEMBERED;
        }
    };

    SlowDown(Clock clock) {
        this.clock = clock;
    }

    /** How long this one still has to wait. */
    synchronized Duration wait(String who) {
        Failures former = failures.get(who);
        Instant now = clock.instant();
        if (former == null || former.last().plus(FORGOTTEN).isBefore(now)) {
            failures.remove(who);
            return Duration.ZERO;
        }
        return former.until().isAfter(now) ? Duration.between(now, former.until()) : Duration.ZERO;
    }

    synchronized void failed(String who) {
        Failures former = failures.get(who);
        failures.put(who, new Failures(former == null ? 1 : former.count() + 1, clock.instant()));
    }

    synchronized void succeeded(String who) {
        failures.remove(who);
    }
}
