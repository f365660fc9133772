package dev.gantry.emulator.memorystore;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.gantry.emulator.wire.Refused;

/** Comparisons of {@code id} and {@code sortKey} by less or greater, joined by {@code &&}. */
final class MapFilter {
    private static final Pattern COMPARISON =
            Pattern.compile("\\s*(id|sortKey)\\s*([<>])\\s*(?:\"([^\"]*)\"|'([^']*)'|(-?\\d+(?:\\.\\d+)?))\\s*");

    private MapFilter() {}

    /**
     * Which items a filter lets through.
     *
     * @throws Refused 400 when it reads otherwise
     */
    static Predicate<MapItem> parse(String filter) {
        Predicate<MapItem> all = item -> true;
        for (String part : filter.isBlank() ? new String[0] : filter.split("&&", -1)) {
            Matcher matcher = COMPARISON.matcher(part);
            if (!matcher.matches() || (matcher.group(1).equals("id") && matcher.group(5) != null)) {
                throw Refused.invalid(
                        "The filter compares id or sortKey by < or >, as in id > \"a\" && sortKey < 5, not " + filter);
            }
            all = all.and(comparison(matcher));
        }
        return all;
    }

    private static Predicate<MapItem> comparison(Matcher matcher) {
        int sign = matcher.group(2).equals("<") ? -1 : 1;
        if (matcher.group(5) != null) {
            double bound = Double.parseDouble(matcher.group(5));
            return item -> item.numericSortKey()
                    .filter(key -> Integer.signum(Double.compare(key, bound)) == sign)
                    .isPresent();
        }
        String bound = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
        boolean isId = matcher.group(1).equals("id");
        return item -> (isId ? Optional.of(item.id()) : item.stringSortKey())
                .filter(key -> Integer.signum(key.compareTo(bound)) == sign)
                .isPresent();
    }
}
