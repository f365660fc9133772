package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.time.Instant;

/** The passage of time, so that budgets and waits are tested on a clock that is set by hand. */
public interface Time {

    /** Nanoseconds from an arbitrary start; never goes back. */
    long nanos();

    /** The time of day, for {@code retry-after} dates. */
    Instant now();

    /** Returns once so much time has passed. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's own clock. */
    static Time system() {
        return new Time() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration);
            }
        };
    }
}
