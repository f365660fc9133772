package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Optional;

/**
 * So many requests in any period, of everything that the owner of a key does with one operation.
 *
 * @param period from a second to a day
 */
record Limit(long requests, Duration period) {

    Limit {
        if (requests < 1) {
            throw new IllegalArgumentException("a limit is at least one request, found " + requests);
        }
    }

    /** Reads {@code 300/minute}, as the catalogue writes it; empty for an empty text. */
    static Optional<Limit> parse(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        Duration period = switch (text.substring(slash + 1)) {
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            case "hour" -> Duration.ofHours(1);
            case "day" -> Duration.ofDays(1);
            default ->
                throw new IllegalArgumentException(
                        "a limit is written as 300/minute, per second, minute, hour or day; found \"" + text + "\"");
        };
        return Optional.of(new Limit(Long.parseLong(text.substring(0, slash)), period));
    }

    double perMinute() {
        return requests * 60e9 / period.toNanos();
    }
}
