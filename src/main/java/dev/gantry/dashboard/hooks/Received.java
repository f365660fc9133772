package dev.gantry.dashboard.hooks;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How many notifications came since the service started, by what became of them. Safe for many threads. */
public final class Received {

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    /** What became of one. */
    public enum Outcome {
        STARTS_JOBS,
        IGNORED,
        KNOWN,
        /** It was not signed, not as Roblox would have, or not in time. */
        REFUSED,
        /** It was signed and is no notification. */
        UNREADABLE
    }

    Received() {
        for (Outcome each : Outcome.values()) {
            counts.put(each, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        Objects.requireNonNull(counts.get(outcome)).increment();
    }

    /** Of all outcomes, also those that none had. */
    public Map<Outcome, Long> byOutcome() {
        Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
        counts.forEach((outcome, count) -> all.put(outcome, count.sum()));
        return Collections.unmodifiableMap(all);
    }
}
