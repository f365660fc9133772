package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What an answer says of one limit; which one of those that the request met, it does not say.
 *
 * @param limit in a window
 * @param window that the limit holds for
 * @param remaining of it
 * @param reset until there is more
 */
record RateHeaders(long limit, Duration window, long remaining, Duration reset) {

    private static final Pattern LIMIT = Pattern.compile("\\s*(\\d{1,15})\\b(?:.*?;\\s*w=(\\d{1,6})\\b)?.*");
    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,15})\\s*");
    private static final long ENTRY_READ = 25L * 1_024 * 1_024;
    private static final long ENTRY_WRITTEN = 4L * 1_024 * 1_024;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Reads {@code x-ratelimit-limit: 1000, 1000;w=60}, {@code x-ratelimit-remaining: 998} and {@code x-ratelimit-reset: 20};
     * empty unless the first two are there and make sense. Shapes checked on 2026-11-23.
     *
     * @param header gives the header of a name in lower case
     */
    static Optional<RateHeaders> of(Function<String, @Nullable String> header) {
        @Nullable String limits = header.apply("x-ratelimit-limit");
        @Nullable String left = header.apply("x-ratelimit-remaining");
        if (limits == null || left == null) {
            return Optional.empty();
        }
        Matcher limit = LIMIT.matcher(limits);
        Matcher remaining = NUMBER.matcher(left);
        if (!limit.matches() || !remaining.matches()) {
            return Optional.empty();
        }
        Duration window = limit.group(2) == null ? MINUTE : Duration.ofSeconds(Long.parseLong(limit.group(2)));
        return Optional.of(new RateHeaders(
                Long.parseLong(limit.group(1)),
                window.isZero() ? MINUTE : window,
                Long.parseLong(remaining.group(1)),
                reset(header.apply("x-ratelimit-reset"))));
    }

    private static Duration reset(@Nullable String header) {
        Matcher reset = NUMBER.matcher(header == null ? "" : header);
        Duration until = reset.matches() ? Duration.ofSeconds(Long.parseLong(reset.group(1))) : Duration.ZERO;
        return until.compareTo(MINUTE) > 0 ? MINUTE : until;
    }

    /**
     * Whether it is the limit on the bytes of one entry (data stores v2: 25 MB read and 4 MB written a minute), which says
     * nothing of any other.
     */
    boolean isOfOneEntry() {
        return limit == ENTRY_READ || limit == ENTRY_WRITTEN;
    }

    double limitPerMinute() {
        return limit * minutes();
    }

    double remainingPerMinute() {
        return remaining * minutes();
    }

    private double minutes() {
        return (double) MINUTE.toNanos() / window.toNanos();
    }
}
