package dev.gantry.emulator.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that takes a while: it is done two seconds after it was begun, or when it is asked after for the third time,
 * so that it ends under a clock that stands still too.
 */
public final class LongRunning {
    private static final Duration TAKES = Duration.ofSeconds(2);
    private static final int POLLS = 3;

    private final Instant begun;
    private int polls;

    private LongRunning(Instant begun) {
        this.begun = begun;
    }

    /** Begins now. */
    public static LongRunning begin(Instant now) {
        return new LongRunning(now);
    }

    /** When it was begun. */
    public Instant begun() {
        return begun;
    }

    /** Counts as asking after it. */
    public boolean isDone(Instant now) {
        polls++;
        return polls >= POLLS || !now.isBefore(begun.plus(TAKES));
    }
}
