package dev.gantry.schedule;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.gantry.run.Progress;
import dev.gantry.run.StopSignal;
import dev.gantry.run.shown.ProgressMeter;
import dev.gantry.run.shown.Reading;
import org.jspecify.annotations.Nullable;

/** A firing that runs in this process just now. Safe for many threads. */
public final class LiveRun {

    private final Firing firing;
    private final StopSignal stop;
    private final Instant since;
    private final Optional<Instant> limit;
    private final AtomicBoolean isOverLimit = new AtomicBoolean();
    private volatile @Nullable Progress progress;
    private volatile @Nullable ProgressMeter meter;

    /** @param limit when it is stopped if it still runs */
    LiveRun(Firing firing, Instant since, Optional<Instant> limit, StopSignal stop) {
        this.firing = firing;
        this.since = since;
        this.limit = limit;
        this.stop = stop;
    }

    public Firing firing() {
        return firing;
    }

    public Instant since() {
        return since;
    }

    /** How far it is; empty until it has begun to read. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** How far it is and how fast; likewise. */
    public Optional<Reading> reading() {
        return Optional.ofNullable(meter).map(ProgressMeter::read);
    }

    StopSignal stop() {
        return stop;
    }

    void show(Progress shown) {
        meter = new ProgressMeter(shown);
        progress = shown;
    }

    void stopIfOverLimit(Instant now) {
        if (limit.filter(end -> !end.isAfter(now)).isPresent() && stop.give()) {
            isOverLimit.set(true);
        }
    }

    boolean isOverLimit() {
        return isOverLimit.get();
    }
}
