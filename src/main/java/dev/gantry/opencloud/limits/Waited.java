package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How long this process has held requests back so far, and for what. Safe for many threads. */
public final class Waited {

    private static final Waited OF_PROCESS = new Waited();

    private final Map<Reason, LongAdder> nanos = new EnumMap<>(Reason.class);

    /** What was waited for. */
    public enum Reason {
        SHARE,
        OWN_RATE,
        OPERATION,
        BYTES,
        RETRY_AFTER,
        HOST,
        MACHINES,
        /** The pause before a repeat. */
        REPEAT;

        static Reason of(Wait wait) {
            return switch (wait) {
                case Wait.ForShare share -> SHARE;
                case Wait.ForOwnRate rate -> OWN_RATE;
                case Wait.ForOperation operation -> OPERATION;
                case Wait.ForBytes bytes -> BYTES;
                case Wait.ForRetryAfter pause -> RETRY_AFTER;
                case Wait.ForHost host -> HOST;
                case Wait.ForMachines machines -> MACHINES;
            };
        }
    }

    Waited() {
        for (Reason each : Reason.values()) {
            nanos.put(each, new LongAdder());
        }
    }

    /** That of this process. */
    public static Waited ofProcess() {
        return OF_PROCESS;
    }

    /** The first of a line of requests has waited so long; those behind it are not counted. */
    void add(Wait wait, long nanoseconds) {
        add(Reason.of(wait), nanoseconds);
    }

    /** Before a repeat, so long was waited. */
    public void forRepeat(Duration wait) {
        add(Reason.REPEAT, wait.toNanos());
    }

    private void add(Reason reason, long nanoseconds) {
        Objects.requireNonNull(nanos.get(reason)).add(nanoseconds);
    }

    /** All reasons, also those for which nothing has waited. */
    public Map<Reason, Duration> byReason() {
        Map<Reason, Duration> all = new EnumMap<>(Reason.class);
        nanos.forEach((reason, sum) -> all.put(reason, Duration.ofNanos(sum.sum())));
        return Collections.unmodifiableMap(all);
    }
}
