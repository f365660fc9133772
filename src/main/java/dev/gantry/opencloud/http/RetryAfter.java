package dev.gantry.opencloud.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Reads the header {@code retry-after}: seconds or an HTTP date (RFC 9110). */
public final class RetryAfter {

    /** No answer holds a run for longer than this; a longer wish is cut to it, and asked again. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private RetryAfter() {}

    /** The wait that the header asks for; empty when it is missing or makes no sense. */
    public static Optional<Duration> parse(@Nullable String header, Instant now) {
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        return wait(header.strip(), now)
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Optional<Duration> wait(String header, Instant now) {
        try {
            if (header.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
            }
            return Optional.of(Duration.between(
                    now,
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()));
        } catch (NumberFormatException tooManyDigits) {
            return Optional.of(LONGEST);
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }
}
