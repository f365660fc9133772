package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/** What of one class of a universe has been used: by this process, and by others, as answers tell. Safe for many threads. */
final class Spent {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Time time;
    private final LastMinute lastMinute;
    private volatile @Nullable Game game;

    /** What others used of a minute, and when that was known. */
    private record Game(long used, long nanos) {}

    Spent(Time time) {
        this.time = time;
        this.lastMinute = new LastMinute(time.nanos());
    }

    /** So many requests, or units of them, have left; less if negative. */
    void count(long amount) {
        lastMinute.add(time.nanos(), amount);
    }

    /** By this process in the last minute. */
    long used() {
        return lastMinute.sum(time.nanos());
    }

    /**
     * An answer told of the limit.
     *
     * @param machines what other machines of ours have used in the last minute
     */
    void told(RateHeaders headers, long machines) {
        long used = (long) (headers.limitPerMinute() - headers.remainingPerMinute()) - used() - machines;
        game = new Game(Math.max(0, used), time.nanos());
    }

    /** By none of ours; empty where no answer of the last minute told. */
    OptionalLong game() {
        Game known = game;
        return known == null || time.nanos() - known.nanos() > MINUTE
                ? OptionalLong.empty()
                : OptionalLong.of(known.used());
    }
}
