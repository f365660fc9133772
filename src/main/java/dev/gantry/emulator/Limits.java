package dev.gantry.emulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import dev.gantry.emulator.wire.Operation;
import dev.gantry.emulator.wire.OperationClass;

/**
 * Roblox's limits, each over any 60 seconds: per universe and operation class, sized by the players online; per operation
 * for all keys of the owner together; per owner the bytes of values, every request rounded up to the next KB. A refused
 * request uses nothing. Not thread-safe: belongs to the event loop.
 */
final class Limits {
    private static final long KILOBYTE = 1_024;
    private static final long READ_BYTES = 25 * KILOBYTE * KILOBYTE;
    private static final long WRITTEN_BYTES = 4 * KILOBYTE * KILOBYTE;

    private final boolean on;
    private final long concurrentUsers;
    private final Map<String, SlidingMinute> windows = new HashMap<>();

    Limits(boolean on, long concurrentUsers) {
        this.on = on;
        this.concurrentUsers = concurrentUsers;
    }

    /**
     * Where a request stands with the tightest limit that it meets.
     *
     * @param limit requests or bytes a minute
     * @param remaining how much of it is left, -1 when the request was refused
     * @param resetSeconds until there is more
     */
    record Standing(long limit, long remaining, int resetSeconds) {
        static final Standing UNLIMITED = new Standing(Long.MAX_VALUE, Long.MAX_VALUE, 0);

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
    Standing take(Operation operation, String universe, Instant now) {
        if (!on) {
            return Standing.UNLIMITED;
        }
        OperationClass kind = operation.limitClass();
        long ofClass = kind.perMinute(concurrentUsers);
        long ofOwner = operation.perOwnerAndMinute() == 0 ? Long.MAX_VALUE : operation.perOwnerAndMinute();
        SlidingMinute classWindow = window("class " + kind + " of universe " + universe);
        SlidingMinute ownerWindow = window("operation " + operation.id());
        Standing standing = standing(classWindow, ofClass, 1, now)
                .tighter(standing(ownerWindow, ofOwner, 1, now))
                .tighter(bytes(kind, now));
        if (!standing.isRefused()) {
            classWindow.use(now, 1);
            ownerWindow.use(now, 1);
        }
        return standing;
    }

    /** Counts what a request has moved, once that is known: so the one that crosses the limit still passes. */
    void moved(OperationClass kind, long bytes, Instant now) {
        if (on && bytesPerMinute(kind) != Long.MAX_VALUE) {
            long rounded = (bytes + KILOBYTE - 1) / KILOBYTE * KILOBYTE;
            window("bytes " + kind).use(now, rounded);
        }
    }

    private Standing bytes(OperationClass kind, Instant now) {
        long limit = bytesPerMinute(kind);
        if (limit == Long.MAX_VALUE) {
            return Standing.UNLIMITED;
        }
        Standing standing = standing(window("bytes " + kind), limit, 0, now);
        return standing.isRefused() ? standing : Standing.UNLIMITED;
    }

    private static long bytesPerMinute(OperationClass kind) {
        return switch (kind) {
            case READ -> READ_BYTES;
            case WRITE -> WRITTEN_BYTES;
            case LIST, REMOVE, OTHER -> Long.MAX_VALUE;
        };
    }

    private static Standing standing(SlidingMinute window, long limit, long amount, Instant now) {
        if (limit == Long.MAX_VALUE) {
            return Standing.UNLIMITED;
        }
        long remaining = limit - amount - window.used(now);
        int wait = remaining < 0
                ? window.secondsUntil(now, limit - amount)
                : window.secondsUntil(now, window.used(now) - 1);
        return new Standing(limit, Math.max(remaining, -1), Math.max(wait, 1));
    }

    private SlidingMinute window(String name) {
        return windows.computeIfAbsent(name, n -> new SlidingMinute());
    }
}
