package dev.gantry.opencloud.limits;

/**
 * What was counted in the last minute, never less, and at most what came a quarter of a second before. Safe for many
 * threads.
 */
final class LastMinute {

    private static final long SLOT = 250_000_000L;
    private static final int SLOTS = 241;

    private final long[] sums = new long[SLOTS];
    private long total;
    private long last;

    LastMinute(long now) {
        this.last = slot(now);
    }

    /** Counts so much more, or less if negative. */
    synchronized void add(long now, long amount) {
        advance(now);
        sums[place(last)] += amount;
        total += amount;
    }

    synchronized long sum(long now) {
        advance(now);
        return total;
    }

    /** Nanoseconds until no more than that is counted if nothing is added. */
    synchronized long untilAtMost(long now, long most) {
        advance(now);
        long left = total;
        int slots = 0;
        while (left > most && slots < SLOTS) {
            slots++;
            left -= sums[place(last + slots)];
        }
        return slots == 0 ? 0 : (last + slots) * SLOT - now;
    }

    /** The slot that comes next holds what is the first to leave. */
    private void advance(long now) {
        long to = slot(now);
        for (int i = 0; last < to && i < SLOTS; i++) {
            last++;
            total -= sums[place(last)];
            sums[place(last)] = 0;
        }
        last = Math.max(last, to);
    }

    private static long slot(long now) {
        return Math.floorDiv(now, SLOT);
    }

    private static int place(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }
}
