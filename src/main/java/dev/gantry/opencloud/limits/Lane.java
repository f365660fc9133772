package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bandwidth;
import org.jspecify.annotations.Nullable;

/**
 * One limit that requests meet: tokens, whose rate is halved at once by a 429 and grows back slowly. {@link Line} takes
 * them.
 *
 * <p>Safe for many threads; only who has the {@link #turn} takes.
 */
final class Lane {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    static final double SLOWEST = 1.0 / 32;
    static final double GROWTH_PER_SECOND = 1.0 / 60;
    private static final long SECOND = 1_000_000_000L;

    /** A rate is not set anew for less: answers come by the thousand. */
    private static final double LEAST_CHANGE = 0.01;

    private final Time time;
    private final Duration period;
    private final LongSupplier untilRoom;
    private final Reason reason;
    private final @Nullable Tokens tokens;
    private final ReentrantLock change = new ReentrantLock();
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile double rate;
    private volatile double slowedTo = 1;
    private long slowedAt;
    private long grownAt;
    private volatile long pausedUntil;

    /** What a lane is to those who wait for it. */
    @FunctionalInterface
    interface Reason {
        Wait of(double perMinute, double slowedTo);
    }

    private Lane(
            Time time, double rate, Duration period, @Nullable Tokens tokens, LongSupplier untilRoom, Reason reason) {
        this.time = time;
        this.untilRoom = untilRoom;
        this.rate = rate;
        this.period = period;
        this.reason = reason;
        long now = time.nanos();
        this.pausedUntil = now;
        this.slowedAt = now - SECOND;
        this.grownAt = now;
        this.tokens = tokens;
    }

    /** One of a rate that may change. */
    static Lane limited(double perMinute, DoubleFunction<Bandwidth> shape, Time time, Reason reason) {
        return limitedTwice(perMinute, shape, () -> 0, time, reason);
    }

    /** @param untilRoom nanoseconds until there is room for another request for another reason */
    static Lane limitedTwice(
            double perMinute, DoubleFunction<Bandwidth> shape, LongSupplier untilRoom, Time time, Reason reason) {
        Tokens tokens = new LocalTokens(perMinute, shape, time);
        return new Lane(time, perMinute, MINUTE, tokens, untilRoom, reason);
    }

    /** One of a limit that stays. */
    static Lane of(Limit limit, Time time, Reason reason) {
        Duration period = limit.period();
        Tokens tokens = new LocalTokens(limit.requests(), rate -> Bandwidths.ofOwner(rate, period), time);
        return new Lane(time, limit.requests(), period, tokens, () -> 0, reason);
    }

    /** One of a limit, whose tokens come from elsewhere. */
    static Lane of(Limit limit, Tokens tokens, Time time, Reason reason) {
        return new Lane(time, limit.requests(), limit.period(), tokens, () -> 0, reason);
    }

    /** One of a rate that may change, whose tokens come from elsewhere. */
    static Lane of(double perMinute, Tokens tokens, Time time, Reason reason) {
        return new Lane(time, perMinute, MINUTE, tokens, () -> 0, reason);
    }

    /** One that only pauses. */
    static Lane unlimited(Time time, Reason reason) {
        return new Lane(time, Double.POSITIVE_INFINITY, MINUTE, null, () -> 0, reason);
    }

    /** Held by the one who waits for the next token. The others queue for it, and owe nothing if they give up. */
    ReentrantLock turn() {
        return turn;
    }

    /** Nanoseconds until a request may leave that takes so much; 0: now. */
    long untilFree(long amount) {
        long pause = Math.max(untilPauseEnds(), untilRoom.getAsLong());
        if (pause > 0 || tokens == null) {
            return pause;
        }
        growBack(tokens);
        return tokens.untilFree(amount);
    }

    /** Nanoseconds of pause left; 0: none. */
    long untilPauseEnds() {
        return Math.max(0, pausedUntil - time.nanos());
    }

    /** Takes what a request costs, once it is {@linkplain #untilFree free}; what is not there yet is owed. */
    void take(long amount) {
        if (tokens != null) {
            tokens.take(amount);
        }
    }

    /** A request has cost so much more than was taken for it, or less if negative. */
    void settle(long more) {
        if (tokens != null) {
            tokens.settle(more);
        }
    }

    /**
     * Halves the rate, once for all the answers of one burst, and holds everything back for the pause. What is answered
     * during a pause left before it, and is of the same burst.
     */
    void throttled(Duration pause) {
        change.lock();
        try {
            long now = time.nanos();
            boolean known = now - slowedAt < SECOND || now < pausedUntil;
            pause(pause);
            if (tokens != null && !known) {
                slowedAt = now;
                slowedTo = Math.max(SLOWEST, slowedTo / 2);
                tokens.comeAt(rate * slowedTo);
            }
        } finally {
            change.unlock();
        }
    }

    /** Holds everything back for so long. */
    void pause(Duration pause) {
        change.lock();
        try {
            pausedUntil = Math.max(pausedUntil, time.nanos() + pause.toNanos());
            grownAt = Math.max(grownAt, pausedUntil);
        } finally {
            change.unlock();
        }
    }

    /** Uses no more than this part of the rate, from which it grows back; false where it is slower already. */
    boolean slowTo(double part) {
        if (tokens == null || part > slowedTo - LEAST_CHANGE) {
            return false;
        }
        change.lock();
        try {
            slowedTo = Math.max(SLOWEST, Math.min(slowedTo, part));
            grownAt = Math.max(grownAt, time.nanos());
            tokens.comeAt(rate * slowedTo);
            return true;
        } finally {
            change.unlock();
        }
    }

    void resize(double newRate) {
        change.lock();
        try {
            if (tokens != null && newRate != rate) {
                rate = newRate;
                tokens.comeAt(rate * slowedTo);
            }
        } finally {
            change.unlock();
        }
    }

    /** Of its period, before it was slowed. */
    double rate() {
        return rate;
    }

    Allowance allowance() {
        if (tokens != null) {
            growBack(tokens);
        }
        return new Allowance(
                tokens == null ? OptionalDouble.empty() : OptionalDouble.of(perMinute() * slowedTo),
                slowedTo,
                Duration.ofNanos(untilPauseEnds()));
    }

    /** What whoever waits here waits for. */
    Wait reason() {
        long pause = untilPauseEnds();
        if (pause > 0) {
            return new Wait.ForRetryAfter(Duration.ofNanos(pause));
        }
        Optional<Wait> hindrance = tokens == null ? Optional.empty() : tokens.hindrance();
        return hindrance.orElseGet(() -> reason.of(perMinute(), slowedTo));
    }

    private double perMinute() {
        return rate * MINUTE.toNanos() / period.toNanos();
    }

    private void growBack(Tokens limited) {
        if (slowedTo == 1 || !change.tryLock()) {
            return;
        }
        try {
            long passed = time.nanos() - grownAt;
            if (passed >= SECOND) {
                grownAt += passed;
                slowedTo = Math.min(1, slowedTo + GROWTH_PER_SECOND * passed / SECOND);
                limited.comeAt(rate * slowedTo);
            }
        } finally {
            change.unlock();
        }
    }

    /** What answers have said, but for the limit that they told, which a lane knows nothing of. */
    SharedTokens.Brake brake() {
        change.lock();
        try {
            long full = grownAt + untilFull(slowedTo);
            return new SharedTokens.Brake(full, pausedUntil, slowedAt, Double.POSITIVE_INFINITY, Long.MIN_VALUE);
        } finally {
            change.unlock();
        }
    }

    /** Answers have said this to another machine: what is stricter than one's own holds here too. */
    void slowLike(SharedTokens.Brake other) {
        change.lock();
        try {
            pausedUntil = Math.max(pausedUntil, other.pausedUntil());
            slowedAt = Math.max(slowedAt, other.slowedAt());
            boolean isSlower = other.fullAt() > grownAt + untilFull(slowedTo);
            grownAt = Math.max(grownAt, pausedUntil);
            if (tokens != null && isSlower) {
                long from = Math.max(time.nanos(), pausedUntil);
                double part = 1 - GROWTH_PER_SECOND * (other.fullAt() - from) / SECOND;
                if (part < slowedTo - LEAST_CHANGE) {
                    slowedTo = Math.max(SLOWEST, part);
                    grownAt = from;
                    tokens.comeAt(rate * slowedTo);
                }
            }
        } finally {
            change.unlock();
        }
    }

    private static long untilFull(double slowedTo) {
        return (long) ((1 - slowedTo) / GROWTH_PER_SECOND * SECOND);
    }
}
