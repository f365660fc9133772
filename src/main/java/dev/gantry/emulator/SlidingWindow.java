package dev.gantry.emulator;

import java.time.Duration;
import java.time.Instant;

/** What was used in the last seconds, as many as the window is wide, to the second. Time that runs backwards stands still. */
final class SlidingWindow {
    private final int seconds;
    private final long[] used;
    private long sum;
    private long second = Long.MIN_VALUE;

    SlidingWindow(Duration width) {
        this.seconds = Math.toIntExact(width.toSeconds());
        this.used = new long[seconds];
    }

    /** How wide it is. */
    int seconds() {
        return seconds;
    }

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

    /** Seconds until at most {@code most} is in use if nothing more is used, at most the window's width. */
    int secondsUntil(Instant now, long most) {
        advance(now);
        long left = sum;
        int waited = 0;
        while (left > most && waited < seconds) {
            waited++;
            left -= used[slot(second + waited)];
        }
        return waited;
    }

    /** Slots are reused a window later: that of the next second holds what is the first to leave. */
    private int slot(long time) {
        return Math.floorMod(time, seconds);
    }

    private void advance(Instant now) {
        long to = now.getEpochSecond();
        if (second == Long.MIN_VALUE) {
            second = to;
        }
        for (int i = 0; second < to && i < seconds; i++) {
            second++;
            sum -= used[slot(second)];
            used[slot(second)] = 0;
        }
        second = Math.max(second, to);
    }
}
