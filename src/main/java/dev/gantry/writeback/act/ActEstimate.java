package dev.gantry.writeback.act;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.opencloud.limits.UniverseClass;
import dev.gantry.writeback.Changed;

/** What carrying out a plan will take, as far as it can be told before. */
final class ActEstimate {

    private static final Pattern LIMIT = Pattern.compile("(\\d+)/(second|minute|hour|day)");
    private static final Map<String, Double> IN_A_MINUTE =
            Map.of("second", 60.0, "minute", 1.0, "hour", 1 / 60.0, "day", 1 / 1440.0);

    private ActEstimate() {}

    /** A sentence. Where there is something to read, each change reads it first; the slowest kind of request decides. */
    static String of(long changes, Acting acting, OpenCloud cloud) {
        long requests = acting.remote() instanceof Remote.Kept ? 2 * changes : changes;
        double minutes = acting.operations().stream()
                .flatMap(operation -> perMinute(operation, acting, cloud))
                .mapToDouble(perMinute -> changes / perMinute)
                .max()
                .orElse(0);
        String time = minutes < 1
                ? "under a minute"
                : String.format(Locale.ROOT, "about %,.0f minutes at its limits", Math.ceil(minutes));
        return String.format(Locale.ROOT, "carrying it out takes about %,d requests and %s", requests, time);
    }

    private static Stream<Double> perMinute(ApiOperation operation, Acting acting, OpenCloud cloud) {
        Stream<Double> owner = LIMIT.matcher(operation.limits().owner())
                .results()
                .map(limit -> Double.parseDouble(limit.group(1)) * IN_A_MINUTE.getOrDefault(limit.group(2), 1.0));
        Stream<Double> universe = UniverseClass.of(operation).stream()
                .flatMap(kind -> acting.changed().stream()
                        .filter(each -> each.kind() == Changed.Kind.UNIVERSE)
                        .flatMap(each -> each.id().stream())
                        .flatMap(id -> cloud.allotment().allowance(Long.parseLong(id), kind).perMinute().stream()
                                .boxed()));
        return Stream.concat(owner, universe);
    }
}
