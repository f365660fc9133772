package dev.gantry.sink.jdbc;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long a database that does not answer is waited for: twice as long each time, two minutes in all. */
final class Patience {
    private static final int TRIES = 8;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(200);

    private int tries;

    boolean isLeft() {
        return tries < TRIES;
    }

    /** @throws InterruptedException if asked to stop meanwhile */
    void await(BooleanSupplier stopping) throws InterruptedException {
        long millis = Math.min(LONGEST.toMillis(), FIRST.toMillis() << tries);
        tries++;
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < until) {
            if (stopping.getAsBoolean()) {
                throw new InterruptedException("asked to stop");
            }
            Thread.sleep(GLANCE);
        }
    }
}
