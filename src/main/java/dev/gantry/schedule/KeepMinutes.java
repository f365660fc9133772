package dev.gantry.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.gantry.run.shown.Reading;

/**
 * Writes down what the runs of this service do in each minute. Called by one thread, again and again; while nothing runs
 * nothing is written. A kill loses what was done since the last call.
 */
final class KeepMinutes {

    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);

    private final Minutes minutes;
    private final Supplier<List<LiveRun>> live;
    private final Clock clock;
    private final Map<LiveRun, Counts> counted = new HashMap<>();
    private Instant pruned = Instant.MIN;

    KeepMinutes(Minutes minutes, Supplier<List<LiveRun>> live, Clock clock) {
        this.minutes = minutes;
        this.live = live;
        this.clock = clock;
    }

    private record Counts(long rows, long requests, long throttled) {

        static final Counts NONE = new Counts(0, 0, 0);

        static Counts of(Reading reading) {
            return new Counts(reading.freshRows(), reading.requests(), reading.throttled());
        }

        Counts since(Counts before) {
            return new Counts(
                    Math.max(0, rows - before.rows),
                    Math.max(0, requests - before.requests),
                    Math.max(0, throttled - before.throttled));
        }
    }

    /** Writes down what came since the last call, of runs that have ended meanwhile as well. */
    void keep() {
        List<LiveRun> running = live.get();
        running.forEach(each -> counted.putIfAbsent(each, Counts.NONE));
        Instant now = clock.instant();
        counted.replaceAll((run, before) -> run.reading()
                .map(reading -> add(run, Counts.of(reading), before, now))
                .orElse(before));
        counted.keySet().retainAll(running);
        if (pruned.isBefore(now.minus(BETWEEN_PRUNINGS))) {
            minutes.prune(now);
            pruned = now;
        }
    }

    private Counts add(LiveRun run, Counts counts, Counts before, Instant now) {
        Counts more = counts.since(before);
        if (!Objects.equals(more, Counts.NONE)) {
            minutes.add(now, run.firing().job(), more.rows(), more.requests(), more.throttled());
        }
        return counts;
    }
}
