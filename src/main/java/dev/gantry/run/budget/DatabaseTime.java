package dev.gantry.run.budget;

import java.time.Duration;
import java.time.Instant;

/** The database's time, kept up by this machine's own clock between two answers. Safe for many threads. */
final class DatabaseTime implements SharedTime {

    private static final long OLD = Duration.ofMinutes(1).toNanos();

    private volatile Known known;

    /**
     * What the last good answer said.
     *
     * @param ahead of this machine's clock
     * @param took how long the answer took, and so how far off it may be
     */
    private record Known(long ahead, long took, long at) {}

    DatabaseTime() {
        Instant now = Instant.now();
        long guess = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        long clock = System.nanoTime();
        this.known = new Known(guess - clock, Long.MAX_VALUE / 2, clock);
    }

    @Override
    public long nanos() {
        return System.nanoTime() + known.ahead();
    }

    @Override
    public long asking() {
        return System.nanoTime();
    }

    /** What took long is believed only if nothing better is known. */
    @Override
    public void told(long told, long asked) {
        long now = System.nanoTime();
        long took = now - asked;
        Known before = known;
        if (took <= 2 * before.took() || now - before.at() > OLD) {
            known = new Known(told - asked - took / 2, took, now);
        }
    }
}
