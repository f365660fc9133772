package dev.gantry.emulator;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long an answer is held back: a fixed time, and evenly spread around it at most so much more or less. Resolution is a
 * millisecond.
 *
 * @param fixed the mean
 * @param jitter the largest deviation; what would be negative is no delay
 */
public record Latency(Duration fixed, Duration jitter) {
    /** Answers leave at once. */
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})(ms|s)(?:\\+-(\\d{1,6})(ms|s))?");

    public Latency {
        if (fixed.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("A latency must not be negative: " + fixed + " and " + jitter);
        }
    }

    /**
     * Reads {@code 20ms}, {@code 1s} or {@code 20ms+-10ms}.
     *
     * @throws IllegalArgumentException when the text reads otherwise
     */
    public static Latency parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a latency; write 20ms, 1s or 20ms+-10ms");
        }
        Duration jitter = matcher.group(3) == null ? Duration.ZERO : duration(matcher.group(3), matcher.group(4));
        return new Latency(duration(matcher.group(1), matcher.group(2)), jitter);
    }

    /** Milliseconds for one answer; {@code unit}, from 0 to below 1, says where in the spread it falls. */
    long millis(double unit) {
        return Math.max(0, Math.round(fixed.toMillis() + jitter.toMillis() * (2 * unit - 1)));
    }

    private static Duration duration(String number, String unit) {
        long value = Long.parseLong(number);
        return unit.equals("s") ? Duration.ofSeconds(value) : Duration.ofMillis(value);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return fixed.toMillis() + "ms" + (jitter.isZero() ? "" : "+-" + jitter.toMillis() + "ms");
    }
}
