package dev.gantry.emulator.wire;

import java.time.Duration;
import java.util.Locale;

/**
 * How often something may be asked for.
 *
 * @param requests within any one period
 * @param period a second or a minute
 */
public record Rate(long requests, Duration period) {
    /** As often as one likes. */
    public static final Rate UNLIMITED = new Rate(Long.MAX_VALUE, Duration.ofMinutes(1));

    /** Reads {@code 300/minute}, as the catalogue writes it. */
    static Rate parse(String text) {
        int slash = text.indexOf('/');
        Duration period = switch (text.substring(slash + 1).toLowerCase(Locale.ROOT)) {
            case "second" -> Duration.ofSeconds(1);
            case "minute" -> Duration.ofMinutes(1);
            default -> throw new IllegalArgumentException("Not a rate: " + text);
        };
        return new Rate(Long.parseLong(text.substring(0, slash)), period);
    }

    /** Whether there is no limit. */
    public boolean isUnlimited() {
        return requests == Long.MAX_VALUE;
    }
}
