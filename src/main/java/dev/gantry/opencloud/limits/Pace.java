package dev.gantry.opencloud.limits;

import java.time.Duration;

import io.github.bucket4j.Bandwidth;

/**
 * What a token of a rate costs of the time that all machines have of a budget.
 *
 * <p>A token is used up to its life later than it came, so a period may see what came in a life more; and what one machine
 * has asked for comes at once. With this price a period still sees no more than the bucket would have let through.
 *
 * @param micros of one token
 * @param burst tokens that may come at once
 */
record Pace(double micros, long burst) {

    /** @param life of a token from when it came */
    static Pace of(Bandwidth bandwidth, Duration life) {
        double nanos = (double) (bandwidth.getRefillPeriodNanos() + life.toNanos()) / bandwidth.getRefillTokens();
        return new Pace(nanos / 1_000, bandwidth.getCapacity());
    }

    /** Rounded up: of many that are rounded down, one more would come. */
    long microsOf(long tokens) {
        return (long) Math.ceil(tokens * micros);
    }
}
