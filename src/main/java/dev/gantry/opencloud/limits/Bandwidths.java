package dev.gantry.opencloud.limits;

import java.time.Duration;

import io.github.bucket4j.Bandwidth;

/**
 * Shapes of token buckets. A period, wherever it starts, sees at most what the bucket holds and what is refilled meanwhile
 * and what is owed at its end, so these three together are kept within the limit. Tokens are whole: rates are rounded
 * down, but never to none.
 */
final class Bandwidths {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double BURST_MINUTES = 0.25 / 60;

    /** More than any universe has; a bucket knows no more than a token a nanosecond. */
    private static final double FASTEST = 1e9;

    /** Requests of an owner that may leave together, where the limit is not much larger or smaller. */
    private static final long SMALL_BURST = 5;

    private static final long PART_IN_BURST = 15;

    /** What a network may bring together of requests that left apart. */
    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(1);

    private Bandwidths() {}

    /** Of requests: a quarter of a second may be saved up; begins empty, because nobody knows what was used before. */
    static Bandwidth ofShare(double perMinute) {
        return ofUnits(perMinute, 0);
    }

    /** Of requests that take several units each, up to a largest, which is owed from when they leave. */
    static Bandwidth ofUnits(double wanted, long largest) {
        double perMinute = Math.min(wanted, FASTEST);
        long burst = Math.max(1, (long) (perMinute * BURST_MINUTES));
        double rest = largest == 0 ? perMinute - burst : Math.max(perMinute / 2, perMinute - burst - largest);
        return bandwidth(burst, Math.max(1, (long) rest), MINUTE, 0);
    }

    /** Of an owner's requests of one operation: nearly all of the limit, evenly, and a few at once after a rest. */
    static Bandwidth ofOwner(double wanted, Duration period) {
        long requests = Math.max(1, (long) Math.min(wanted, FASTEST));
        boolean isShort = period.compareTo(MINUTE) < 0;
        long fast = isShort ? requests / 20 : (long) (requests * BURST_MINUTES);
        long burst = Math.max(Math.clamp(requests / PART_IN_BURST, 1, SMALL_BURST), fast);
        Duration margin = period.dividedBy(20);
        Duration stretched = period.plus(margin.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : margin);
        return bandwidth(burst, requests + 1 - burst, stretched, burst);
    }

    private static Bandwidth bandwidth(long capacity, long refill, Duration period, long initial) {
        return Bandwidth.builder()
                .capacity(capacity)
                .refillGreedy(refill, period)
                .initialTokens(initial)
                .build();
    }
}
