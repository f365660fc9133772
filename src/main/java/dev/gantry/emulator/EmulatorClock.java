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

    /**
     * What it was set to.
     *
     * @param now the time that it told
     * @param source what its source told at that moment
     * @param runs whether time passed by itself
     */
    record Setting(Instant now, Instant source, boolean runs) {}

    synchronized Setting setting() {
        return new Setting(instant(), source.instant(), runs());
    }

    /** Sets it as it was then: one that ran is as far from its source, one that stood tells the same time. */
    synchronized void restore(Setting setting) {
        if (setting.runs()) {
            standing = null;
            offset = Duration.between(setting.source(), setting.now());
        } else {
            standing = setting.now();
        }
    }
}
