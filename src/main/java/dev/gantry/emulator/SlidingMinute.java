package dev.gantry.emulator;

import java.time.Instant;

/** What was used in the last 60 seconds, to the second. Time that runs backwards stands still. */
final class SlidingMinute {
    private static final int SECONDS = 60;

    private final long[] used = new long[SECONDS];
    private long sum;
    private long second = Long.MIN_VALUE;

    /** What is in use at a moment. */
    long used(Instant now) {
        advance(now);
        return sum;
    }

    void use(Instant now, long amount) {
        advance(now);
        used[slot(second)] += amount;
        sum += amount;
    }

    /** Seconds until at most {@code most} is in use if nothing more is used, from 0 to 60. */
    int secondsUntil(Instant now, long most) {
        advance(now);
        long left = sum;
        int seconds = 0;
        while (left > most && seconds < SECONDS) {
            seconds++;
            left -= used[slot(second + seconds)];
        }
        return seconds;
    }

    /** Slots are reused a minute later: that of the next second holds what was used 59 seconds ago. */
    private static int slot(long second) {
        return Math.floorMod(second, SECONDS);
    }

    private void advance(Instant now) {
        long to = now.getEpochSecond();
        if (second == Long.MIN_VALUE) {
            second = to;
        }
        for (int i = 0; second < to && i < SECONDS; i++) {
            second++;
            sum -= used[slot(second)];
            used[slot(second)] = 0;
        }
        second = Math.max(second, to);
    }
}
