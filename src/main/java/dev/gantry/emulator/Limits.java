package dev.gantry.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.gantry.emulator.access.Identity;
import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;
import dev.gantry.emulator.wire.Rate;

/**
 * Roblox's limits. Over any 60 seconds: per universe and operation class, sized by the players online, and the bytes of values,
 * every request rounded up to the next KB: of each entry by v2, of a universe by v1. Over any second or 60 seconds, as the operation has it: per
 * operation for all keys of the owner together, and for the tokens of each authorization. A refused request uses nothing.
 * Not thread-safe: belongs to the event loop.
 */
final class Limits {
    private static final long KILOBYTE = 1_024;
    private static final long READ_BYTES = 25 * KILOBYTE * KILOBYTE;
    private static final long WRITTEN_BYTES = 4 * KILOBYTE * KILOBYTE;
    private static final long V1_READ_BYTES = 20 * KILOBYTE * KILOBYTE;
    private static final long V1_WRITTEN_BYTES = 10 * KILOBYTE * KILOBYTE;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final boolean on;
    private final ConcurrentUsers concurrentUsers;
    private final Map<String, SlidingWindow> windows = new HashMap<>();
    private final Map<OperationClass, EntryBytes> entryBytes = new EnumMap<>(OperationClass.class);

    Limits(boolean on, ConcurrentUsers concurrentUsers) {
        this.on = on;
        this.concurrentUsers = concurrentUsers;
    }

    /**
     * Where a request stands with the limit of which least is left, among those on requests; with the limit on bytes only
     * when that refuses it.
     *
     * @param limit requests or bytes within the window
     * @param windowSeconds how far back requests count
     * @param remaining how much of it is left, -1 when the request was refused
     * @param resetSeconds until there is more, because the oldest request leaves the window
     */
    record Standing(long limit, int windowSeconds, long remaining, int resetSeconds) {
        static final Standing UNLIMITED = new Standing(Long.MAX_VALUE, 0, Long.MAX_VALUE, 0);

        boolean isRefused() {
            return remaining < 0;
        }

        boolean isLimited() {
            return limit != Long.MAX_VALUE;
        }

        private Standing tighter(Standing other) {
            return other.remaining < remaining ? other : this;
        }
    }

    /** Takes one request from every limit that it meets, or from none when one of them is used up. */
    Standing take(Operation operation, String universe, String entry, Identity caller, Instant now) {
        if (!on) {
            return Standing.UNLIMITED;
        }
        List<Taken> takes = new ArrayList<>(3);
        takes.add(ofClass(operation.limitClass(), universe, now));
        if (!caller.isToken()) {
            takes.add(ofRate("operation " + operation.id(), operation.fact().perOwner()));
        } else {
            String name = "operation " + operation.id() + " of " + caller.authorization();
            takes.add(ofRate(name, operation.fact().perToken()));
        }
        Standing standing = bytes(operation.limitClass(), universe, entry, now);
        for (Taken each : takes) {
            standing = standing.tighter(standing(each.window(), each.limit(), 1, now));
        }
        if (!standing.isRefused()) {
            takes.forEach(each -> each.window().use(now, 1));
        }
        return standing;
    }

    /** Takes one request of the game's own servers from its universe's quota. Returns whether there was one left. */
    boolean takeForGame(OperationClass kind, String universe, Instant now) {
        Taken taken = ofClass(kind, universe, now);
        boolean isLeft = !on || taken.window().used(now) < taken.limit();
        if (isLeft) {
            taken.window().use(now, 1);
        }
        return isLeft;
    }

    /** Counts what a request has cost, once that is known: so the one that crosses a limit still passes. */
    void spent(Operation operation, String universe, String entry, long bytes, int units, Instant now) {
        OperationClass kind = operation.limitClass();
        if (on && bytesPerMinute(kind) != Long.MAX_VALUE) {
            long rounded = (bytes + KILOBYTE - 1) / KILOBYTE * KILOBYTE;
            if (isByUniverse(kind)) {
                bytesWindow(kind, universe).use(now, rounded);
            } else {
                entryBytes(kind).use(entry, now, rounded);
            }
        }
        if (on && kind == OperationClass.MEMORY_STORE) {
            ofClass(kind, universe, now).window().use(now, units - 1L);
        }
    }

    private record Taken(SlidingWindow window, long limit) {}

    private Taken ofClass(OperationClass kind, String universe, Instant now) {
        return new Taken(window("class " + kind + " of " + universe, MINUTE), kind.perMinute(concurrentUsers.at(now)));
    }

    private Taken ofRate(String name, Rate rate) {
        return new Taken(window(name, rate.period()), rate.requests());
    }

    private Standing bytes(OperationClass kind, String universe, String entry, Instant now) {
        long limit = bytesPerMinute(kind);
        if (limit == Long.MAX_VALUE) {
            return Standing.UNLIMITED;
        }
        Standing standing = isByUniverse(kind)
                ? standing(bytesWindow(kind, universe), limit, 0, now)
                : standing(entryBytes(kind), entry, limit, now);
        return standing.isRefused() ? standing : Standing.UNLIMITED;
    }

    private static Standing standing(EntryBytes bytes, String entry, long limit, Instant now) {
        long remaining = limit - bytes.used(entry, now);
        int wait = bytes.secondsUntil(entry, now, limit);
        return new Standing(limit, EntryBytes.SECONDS, Math.max(remaining, -1), Math.max(wait, 1));
    }

    /** Data stores v1 count the bytes of all entries of a universe together, v2 those of each entry. */
    private static boolean isByUniverse(OperationClass kind) {
        return kind == OperationClass.V1_READ || kind == OperationClass.V1_WRITE;
    }

    private SlidingWindow bytesWindow(OperationClass kind, String universe) {
        return window("bytes " + kind + " of " + universe, MINUTE);
    }

    private EntryBytes entryBytes(OperationClass kind) {
        return entryBytes.computeIfAbsent(kind, first -> new EntryBytes());
    }

    private static long bytesPerMinute(OperationClass kind) {
        return switch (kind) {
            case READ -> READ_BYTES;
            case WRITE -> WRITTEN_BYTES;
            case V1_READ -> V1_READ_BYTES;
            case V1_WRITE -> V1_WRITTEN_BYTES;
            case LIST,
                    REMOVE,
                    ORDERED_READ,
                    ORDERED_WRITE,
                    ORDERED_LIST,
                    ORDERED_REMOVE,
                    V1_LIST,
                    V1_REMOVE,
                    MEMORY_STORE,
                    OTHER -> Long.MAX_VALUE;
        };
    }

    private static Standing standing(SlidingWindow window, long limit, long amount, Instant now) {
        if (limit == Long.MAX_VALUE) {
            return Standing.UNLIMITED;
        }
        long remaining = limit - amount - window.used(now);
        int wait = remaining < 0
                ? window.secondsUntil(now, limit - amount)
                : window.secondsUntil(now, window.used(now) - 1);
        return new Standing(limit, window.seconds(), Math.max(remaining, -1), Math.max(wait, 1));
    }

    private SlidingWindow window(String name, Duration width) {
        return windows.computeIfAbsent(name, n -> new SlidingWindow(width));
    }
}
