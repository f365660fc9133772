package dev.gantry.emulator.ordered;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Refused;

/**
 * The values that a filter lets through, both bounds included.
 *
 * @param least no value is smaller
 * @param most no value is larger
 */
record ValueRange(long least, long most) {
    private static final ValueRange ALL = new ValueRange(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Pattern BOUND = Pattern.compile("\\s*(?:entry|value)\\s*(<=|>=)\\s*(-?\\d{1,18})\\s*");

    /**
     * Reads {@code entry >= 10 && entry <= 20}, or one bound of it; in either order. Empty lets everything through.
     *
     * @throws Refused 400 when the filter reads otherwise
     */
    static ValueRange parse(String filter) {
        ValueRange range = ALL;
        for (String bound : filter.isBlank() ? new String[0] : filter.split("&&", -1)) {
            Matcher matcher = BOUND.matcher(bound);
            if (!matcher.matches()) {
                throw Refused.invalid(
                                "The filter must read entry >= 10 && entry <= 20, or one half of it, not " + filter)
                        .detailed("filter");
            }
            long value = Long.parseLong(matcher.group(2));
            range = matcher.group(1).equals("<=")
                    ? new ValueRange(range.least, Math.min(range.most, value))
                    : new ValueRange(Math.max(range.least, value), range.most);
        }
        return range;
    }

    boolean holds(long value) {
        return value >= least && value <= most;
    }
}
