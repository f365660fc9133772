package dev.gantry.emulator;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bytes of each data store entry that were moved in the last minute, to the second. Entries that nobody asked for in a
 * minute take no room. Time that runs backwards stands still.
 */
final class EntryBytes {
    static final int SECONDS = 60;

    private record Moved(long second, long bytes) {}

    /** The one that was moved longest ago first. */
    private final Map<String, Deque<Moved>> byEntry = new LinkedHashMap<>(16, 0.75f, true);

    private long second = Long.MIN_VALUE;

    /** What is in use of an entry at a moment. */
    long used(String entry, Instant now) {
        advance(now);
        Deque<Moved> moved = byEntry.get(entry);
        return moved == null ? 0 : sum(moved);
    }

    void use(String entry, Instant now, long bytes) {
        advance(now);
        byEntry.computeIfAbsent(entry, first -> new ArrayDeque<>(1)).add(new Moved(second, bytes));
    }

    /** Seconds until at most {@code most} is in use of an entry if nothing more is used. */
    int secondsUntil(String entry, Instant now, long most) {
        long left = used(entry, now);
        for (Moved each : byEntry.getOrDefault(entry, new ArrayDeque<>())) {
            if (left <= most) {
                break;
            }
            left -= each.bytes();
            if (left <= most) {
                return Math.toIntExact(each.second() + SECONDS - second);
            }
        }
        return 0;
    }

    private long sum(Deque<Moved> moved) {
        while (!moved.isEmpty() && moved.getFirst().second() <= second - SECONDS) {
            moved.removeFirst();
        }
        return moved.stream().mapToLong(Moved::bytes).sum();
    }

    private void advance(Instant now) {
        second = Math.max(second, now.getEpochSecond());
        Iterator<Deque<Moved>> eldest = byEntry.values().iterator();
        while (eldest.hasNext() && sum(eldest.next()) == 0) {
            eldest.remove();
        }
    }
}
