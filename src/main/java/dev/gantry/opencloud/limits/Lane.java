package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import org.jspecify.annotations.Nullable;

/**
 * One limit that requests meet: a token bucket that is halved at once by a 429 and grows back slowly. {@link Line} takes
 * from it.
 *
 * <p>Safe for many threads; only who has the {@link #turn} takes.
 */
final class Lane {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double SLOWEST = 1.0 / 32;
    private static final double GROWTH_PER_SECOND = 1.0 / 60;
    private static final long SECOND = 1_000_000_000L;

    /** Threads are not woken for each token of a fast lane: meanwhile a few gather. */
    private static final long SHORTEST_WAIT = 1_000_000L;

    /** A rate is not set anew for less: answers come by the thousand. */
    private static final double LEAST_CHANGE = 0.01;

    private final Time time;
    private final Duration period;
    private final DoubleFunction<Bandwidth> shape;
    private final LongSupplier untilRoom;
    private final Reason reason;
    private final @Nullable Bucket bucket;
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
            Time time,
            double rate,
            Duration period,
            @Nullable DoubleFunction<Bandwidth> shape,
            LongSupplier untilRoom,
            Reason reason) {
        this.time = time;
        this.untilRoom = untilRoom;
        this.rate = rate;
        this.period = period;
        this.reason = reason;
        long now = time.nanos();
        this.pausedUntil = now;
        this.slowedAt = now - SECOND;
        this.grownAt = now;
        this.shape = shape == null ? Bandwidths::ofShare : shape;
        this.bucket = shape == null ? null : bucket(shape.apply(rate), time);
    }

    /** One of a rate that may change. */
    static Lane limited(double perMinute, DoubleFunction<Bandwidth> shape, Time time, Reason reason) {
        return limitedTwice(perMinute, shape, () -> 0, time, reason);
    }

    /** @param untilRoom nanoseconds until there is room for another request for another reason */
    static Lane limitedTwice(
            double perMinute, DoubleFunction<Bandwidth> shape, LongSupplier untilRoom, Time time, Reason reason) {
        return new Lane(time, perMinute, MINUTE, shape, untilRoom, reason);
    }

    /** One of a limit that stays. */
    static Lane of(Limit limit, Time time, Reason reason) {
        Duration period = limit.period();
        return new Lane(time, limit.requests(), period, rate -> Bandwidths.ofOwner(rate, period), () -> 0, reason);
    }

    /** One that only pauses. */
    static Lane unlimited(Time time, Reason reason) {
        return new Lane(time, Double.POSITIVE_INFINITY, MINUTE, null, () -> 0, reason);
    }

    /** Held by the one who waits for the next token. The others queue for it, and owe nothing if they give up. */
    ReentrantLock turn() {
        return turn;
    }

    /** Nanoseconds until a request may leave; 0: now. */
    long untilFree() {
        long pause = Math.max(untilPauseEnds(), untilRoom.getAsLong());
        if (pause > 0 || bucket == null) {
            return pause;
        }
        growBack(bucket);
        EstimationProbe probe = bucket.estimateAbilityToConsume(1);
        return probe.canBeConsumed() ? 0 : Math.max(SHORTEST_WAIT, probe.getNanosToWaitForRefill());
    }

    /** Nanoseconds of pause left; 0: none. */
    long untilPauseEnds() {
        return Math.max(0, pausedUntil - time.nanos());
    }

    /** Takes what a request costs, once it is {@linkplain #untilFree free}; what is not there yet is owed. */
    void take(long amount) {
        if (bucket != null) {
            long unused = bucket.consumeIgnoringRateLimits(amount);
        }
    }

    /** A request has cost so much more than was taken for it, or less if negative. */
    void settle(long more) {
        if (bucket == null || more == 0) {
            return;
        }
        if (more > 0) {
            long unused = bucket.consumeIgnoringRateLimits(more);
        } else {
            bucket.addTokens(-more);
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
            if (bucket != null && !known) {
                slowedAt = now;
                slowedTo = Math.max(SLOWEST, slowedTo / 2);
                reconfigure(bucket);
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
        if (bucket == null || part > slowedTo - LEAST_CHANGE) {
            return false;
        }
        change.lock();
        try {
            slowedTo = Math.max(SLOWEST, Math.min(slowedTo, part));
            grownAt = Math.max(grownAt, time.nanos());
            reconfigure(bucket);
            return true;
        } finally {
            change.unlock();
        }
    }

    void resize(double newRate) {
        change.lock();
        try {
            if (bucket != null && newRate != rate) {
                rate = newRate;
                reconfigure(bucket);
            }
        } finally {
            change.unlock();
        }
    }

    Allowance allowance() {
        if (bucket != null) {
            growBack(bucket);
        }
        return new Allowance(
                bucket == null ? OptionalDouble.empty() : OptionalDouble.of(perMinute() * slowedTo),
                slowedTo,
                Duration.ofNanos(untilPauseEnds()));
    }

    /** What whoever waits here waits for. */
    Wait reason() {
        long pause = untilPauseEnds();
        return pause > 0 ? new Wait.ForRetryAfter(Duration.ofNanos(pause)) : reason.of(perMinute(), slowedTo);
    }

    private double perMinute() {
        return rate * MINUTE.toNanos() / period.toNanos();
    }

    private void growBack(Bucket limited) {
        if (slowedTo == 1 || !change.tryLock()) {
            return;
        }
        try {
            long passed = time.nanos() - grownAt;
            if (passed >= SECOND) {
                grownAt += passed;
                slowedTo = Math.min(1, slowedTo + GROWTH_PER_SECOND * passed / SECOND);
                reconfigure(limited);
            }
        } finally {
            change.unlock();
        }
    }

    private void reconfigure(Bucket limited) {
        limited.replaceConfiguration(
                BucketConfiguration.builder()
                        .addLimit(shape.apply(rate * slowedTo))
                        .build(),
                TokensInheritanceStrategy.AS_IS);
    }

    private static Bucket bucket(Bandwidth bandwidth, Time time) {
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(new Nanos(time))
                .build();
    }

    private record Nanos(Time time) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return time.nanos();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
