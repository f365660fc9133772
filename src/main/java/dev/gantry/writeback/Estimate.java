package dev.gantry.writeback;

import java.util.Locale;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.UniverseId;
import dev.gantry.opencloud.limits.UniverseClass;

/** What carrying out a plan will take, as far as it can be told before. */
record Estimate(OpenCloud cloud, UniverseId universe, UniverseClass writes) {

    /** A sentence. Each change reads its entry and writes it; the slower of the two kinds of request decides. */
    String of(long changes) {
        double minutes = Math.max(minutes(changes, UniverseClass.READ), minutes(changes, writes));
        String time = minutes == 0
                ? "as fast as Open Cloud answers"
                : minutes < 1 ? "under a minute at its present share" : minuteText(minutes);
        return String.format(Locale.ROOT, "carrying it out takes about %,d requests and %s", 2 * changes, time);
    }

    private static String minuteText(double minutes) {
        return String.format(Locale.ROOT, "about %,.0f minutes at its present share", Math.ceil(minutes));
    }

    private double minutes(long requests, UniverseClass kind) {
        return cloud.allotment().allowance(universe.value(), kind).perMinute().stream()
                .map(perMinute -> requests / perMinute)
                .findFirst()
                .orElse(0);
    }
}
