package dev.gantry.emulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

import org.jspecify.annotations.Nullable;

/**
 * The time that an emulator goes by: that of a source, or that of a source set forwards or back, or standing still. May be
 * used from any thread.
 */
public final class EmulatorClock implements InstantSource {
    private final InstantSource source;
    private Duration offset = Duration.ZERO;
    private @Nullable Instant standing;

    private EmulatorClock(InstantSource source, @Nullable Instant standing) {
        this.source = source;
        this.standing = standing;
    }

    /** Goes as its source does until it is set. */
    public static EmulatorClock following(InstantSource source) {
        return source instanceof EmulatorClock clock ? clock : new EmulatorClock(source, null);
    }

    /** Stands still until it is set or let run. */
    public static EmulatorClock standingAt(Instant time) {
        return new EmulatorClock(InstantSource.system(), time);
    }

    @Override
    public synchronized Instant instant() {
        return standing == null ? source.instant().plus(offset) : standing;
    }

    /** Whether time passes by itself. */
    public synchronized boolean runs() {
        return standing == null;
    }

    /** Sets the time; a clock that runs goes on from there. */
    public synchronized void set(Instant time) {
        if (standing == null) {
            offset = Duration.between(source.instant(), time);
        } else {
            standing = time;
        }
    }

    /** Lets time pass by itself from what it is now, or stops it there. */
    public synchronized void run(boolean runs) {
        Instant now = instant();
        standing = runs ? null : now;
        set(now);
    }
}
