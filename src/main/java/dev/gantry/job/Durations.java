package dev.gantry.job;

import java.time.Duration;
import java.util.regex.Pattern;

/** The notation of durations: numbers with units, largest first or not, for example {@code 1h30m}. */
public final class Durations {
    public static final String PATTERN = "([0-9]{1,9}(ms|s|m|h|d))+";

    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

    private Durations() {}

    public static Duration parse(String text) {
        Duration sum = Duration.ZERO;
        var parts = PART.matcher(text);
        while (parts.find()) {
            sum = sum.plus(part(Long.parseLong(parts.group(1)), parts.group(2)));
        }
        return sum;
    }

    private static Duration part(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
