package dev.gantry.opencloud;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import org.jspecify.annotations.Nullable;

/**
 * One class of requests: a token bucket that is halved at once by a 429 and grows back slowly.
 *
 * <p>The bucket starts empty, holds {@value #BURST_MILLIS} ms worth of tokens, and is refilled so much slower that no
 * sixty seconds, wherever they start, ever see more than the rate.
 */
final class Lane {

    private static final long BURST_MILLIS = 250;
    private static final long REFILL_PERIOD_MILLIS = 60_000;
    private static final double SLOWEST = 1.0 / 32;
    private static final double GROWTH_PER_SECOND = 1.0 / 60;
    private static final long SECOND = 1_000_000_000L;

    /** Threads are not woken for each token of a fast lane: meanwhile a few gather. */
    private static final long SHORTEST_WAIT = 1_000_000L;

    /** More than any universe has; the bucket knows no more than a token a nanosecond. */
    private static final double FASTEST = 1e9;

    private final Time time;
    private final @Nullable Bucket bucket;
    private final ReentrantLock change = new ReentrantLock();

    /** Held by the one who waits for the next token. The others queue for it, and owe nothing if they give up. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile double perMinute;
    private volatile double slowedTo = 1;
    private long slowedAt;
    private long grownAt;
    private volatile long pausedUntil;

    private Lane(Time time, double perMinute, boolean limited) {
        this.time = time;
        this.perMinute = perMinute;
        long now = time.nanos();
        this.pausedUntil = now;
        this.slowedAt = now - SECOND;
        this.grownAt = now;
        this.bucket = limited ? bucket(bandwidth(perMinute), time) : null;
    }

    static Lane limited(double perMinute, Time time) {
        return new Lane(time, perMinute, true);
    }

    static Lane unlimited(Time time) {
        return new Lane(time, Double.POSITIVE_INFINITY, false);
    }

    /** Returns once a request may leave: in the order of asking, and at the rate of that moment, not of the asking. */
    void acquire() throws InterruptedException {
        if (bucket == null && pausedUntil - time.nanos() <= 0) {
            return;
        }
        turn.lockInterruptibly();
        try {
            for (long wait = take(); wait > 0; wait = take()) {
                time.sleep(Duration.ofNanos(Math.min(wait, SECOND)));
            }
        } finally {
            turn.unlock();
        }
    }

    /** Takes a token and returns 0, or returns for how long there is none. */
    private long take() {
        long pause = pausedUntil - time.nanos();
        if (pause > 0 || bucket == null) {
            return pause;
        }
        growBack(bucket);
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? 0 : Math.max(SHORTEST_WAIT, probe.getNanosToWaitForRefill());
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
            pausedUntil = Math.max(pausedUntil, now + pause.toNanos());
            grownAt = Math.max(grownAt, pausedUntil);
            if (bucket != null && !known) {
                slowedAt = now;
                slowedTo = Math.max(SLOWEST, slowedTo / 2);
                reconfigure(bucket);
            }
        } finally {
            change.unlock();
        }
    }

    void resize(double newPerMinute) {
        change.lock();
        try {
            if (bucket != null && newPerMinute != perMinute) {
                perMinute = newPerMinute;
                reconfigure(bucket);
            }
        } finally {
            change.unlock();
        }
    }

    Allowance allowance() {
        return new Allowance(
                bucket == null ? OptionalDouble.empty() : OptionalDouble.of(perMinute * slowedTo),
                slowedTo,
                Duration.ofNanos(Math.max(0, pausedUntil - time.nanos())));
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
                        .addLimit(bandwidth(perMinute * slowedTo))
                        .build(),
                TokensInheritanceStrategy.AS_IS);
    }

    private static Bucket bucket(Bandwidth bandwidth, Time time) {
        return Bucket.builder()
                .addLimit(bandwidth)
                .withCustomTimePrecision(new Nanos(time))
                .build();
    }

    /** Tokens are whole: the rate is rounded down, so a rate under one a minute becomes one. */
    private static Bandwidth bandwidth(double wanted) {
        double perMinute = Math.min(wanted, FASTEST);
        long burst = Math.max(1, (long) (perMinute * BURST_MILLIS / REFILL_PERIOD_MILLIS));
        long refill = Math.max(1, (long) perMinute - burst);
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(refill, Duration.ofMillis(REFILL_PERIOD_MILLIS))
                .initialTokens(0)
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
