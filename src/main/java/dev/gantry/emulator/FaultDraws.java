package dev.gantry.emulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

import dev.gantry.emulator.wire.Call.PageFault;
import org.jspecify.annotations.Nullable;

/**
 * Decides what goes wrong with each request. A decision depends on the seed, the kind of fault and how many requests it
 * could have happened to before, and on nothing else. Not thread-safe: belongs to the event loop.
 */
final class FaultDraws {
    private final Faults faults;
    private final Latency base;
    private final long seed;
    private final Map<Fault.Kind, Long> eligible = new EnumMap<>(Fault.Kind.class);
    private long requests;

    FaultDraws(Faults faults, Latency base, long seed) {
        this.faults = faults;
        this.base = base;
        this.seed = seed;
    }

    /**
     * What goes wrong with one request.
     *
     * @param delayMillis how long it is held back
     * @param before what happens instead of the operation
     * @param page what happens to the page of a list
     * @param after what happens to the answer
     */
    record Draw(long delayMillis, Fault.@Nullable Kind before, PageFault page, Fault.@Nullable Kind after) {}

    /** Decides for the next request. */
    Draw next(boolean isList, boolean hasPageToken) {
        requests++;
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (canHappen(kind, isList, hasPageToken)) {
                eligible.merge(kind, 1L, Long::sum);
            }
        }
        Fault.Kind before = null;
        Fault.Kind after = null;
        PageFault page = PageFault.NONE;
        for (Fault fault : faults.rules()) {
            if (canHappen(fault.kind(), isList, hasPageToken) && happens(fault)) {
                switch (fault.kind()) {
                    case TOO_MANY_REQUESTS, INTERNAL, UNAVAILABLE, UNAVAILABLE_BARE, HTML, RESET, EXPIRED_TOKEN ->
                        before = before == null ? fault.kind() : before;
                    case RESET_AFTER, TRUNCATE -> after = after == null ? fault.kind() : after;
                    case EMPTY_PAGE -> page = PageFault.EMPTY;
                    case SHORT_PAGE -> page = PageFault.SHORT;
                    case STUCK_TOKEN -> page = PageFault.STUCK;
                    case REPEATED_KEYS -> page = PageFault.REPEATING;
                }
            }
        }
        long delay = base.millis(unit("base", requests)) + faults.latency().millis(unit("latency", requests));
        return new Draw(delay, before, page, after);
    }

    private static boolean canHappen(Fault.Kind kind, boolean isList, boolean hasPageToken) {
        return switch (kind) {
            case TOO_MANY_REQUESTS, INTERNAL, UNAVAILABLE, UNAVAILABLE_BARE, HTML, RESET, RESET_AFTER, TRUNCATE -> true;
            case EMPTY_PAGE, SHORT_PAGE, REPEATED_KEYS -> isList;
            case STUCK_TOKEN, EXPIRED_TOKEN -> isList && hasPageToken;
        };
    }

    private boolean happens(Fault fault) {
        long ordinal = eligible.getOrDefault(fault.kind(), 0L);
        return switch (fault.trigger()) {
            case Fault.Trigger.Nth nth -> nth.n() == ordinal;
            case Fault.Trigger.Chance chance -> unit(fault.kind().word(), ordinal) < chance.probability();
        };
    }

    private double unit(String stream, long ordinal) {
        long mixed = (seed * 31 + stream.hashCode()) * 1_000_003L + ordinal * 0x9E3779B97F4A7C15L;
        return new SplittableRandom(mixed).nextDouble();
    }
}
