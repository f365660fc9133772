package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How fast one class of requests may go just now.
 *
 * @param perMinute requests a minute; empty: unlimited
 * @param slowedTo the part of it that is used since Open Cloud answered 429; 1 when it did not, or long ago
 * @param pause how long nothing leaves, by {@code retry-after}
 */
public record Allowance(OptionalDouble perMinute, double slowedTo, Duration pause) {}
