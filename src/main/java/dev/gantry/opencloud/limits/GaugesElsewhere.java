package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The gauges of budgets that only other machines use. */
final class GaugesElsewhere {

    private static final Pattern NAME = Pattern.compile("(\\S+) (\\d+) (\\S+)");
    private static final double SECOND = 1e9;

    private static final Map<String, UniverseClass> KINDS =
            Arrays.stream(UniverseClass.values()).collect(Collectors.toMap(UniverseClass::name, kind -> kind));

    private GaugesElsewhere() {}

    /** In the order of their names. */
    static List<Gauge> of(Machines machines) {
        Map<String, SharedTokens.Elsewhere> known = machines.elsewhere();
        long now = machines.nanos();
        return known.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> gauge(each.getKey(), each.getValue(), now).stream())
                .toList();
    }

    /** Empty unless it is of a universe's class. */
    private static Optional<Gauge> gauge(String budget, SharedTokens.Elsewhere known, long now) {
        Matcher name = NAME.matcher(budget);
        UniverseClass kind = name.matches() ? KINDS.get(name.group(3)) : null;
        if (kind == null) {
            return Optional.empty();
        }
        SharedTokens.Others others = known.others();
        SharedTokens.Shown shown = known.shown();
        SharedTokens.Brake brake = others.brake();
        double slowedTo = brake == null ? 1 : slowedTo(brake, now);
        long pause = brake == null ? 0 : Math.max(0, brake.pausedUntil() - now);
        return Optional.of(new Gauge(
                name.group(1),
                Long.parseLong(name.group(2)),
                kind,
                shown.limit(),
                shown.players(),
                shown.share(),
                others.rate() > 0 ? OptionalDouble.of(others.rate() * slowedTo) : OptionalDouble.empty(),
                others.used(),
                shown.game(),
                others.runs(),
                slowedTo,
                Duration.ofNanos(pause),
                slowedTo == 1 && pause == 0
                        ? Gauge.Slowed.NOT
                        : brake != null && isOfRefusal(brake) ? Gauge.Slowed.REFUSED : Gauge.Slowed.LITTLE_LEFT));
    }

    private static double slowedTo(SharedTokens.Brake brake, long now) {
        double seconds = (brake.fullAt() - Math.max(now, brake.pausedUntil())) / SECOND;
        return Math.clamp(1 - seconds * Lane.GROWTH_PER_SECOND, Lane.SLOWEST, 1);
    }

    /** Whether the rate still grows from when a 429 came. */
    private static boolean isOfRefusal(SharedTokens.Brake brake) {
        long from = Math.max(brake.slowedAt(), brake.pausedUntil());
        return brake.fullAt() - from <= SECOND / Lane.GROWTH_PER_SECOND;
    }
}
