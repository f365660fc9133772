package dev.gantry.writeback;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Which changes belong to the sample that is made first. All partitions of a run share one. Safe for many threads. */
final class CanaryWatch {

    private static final int PARTS = 100_000;

    private final Optional<Canary> canary;
    private final AtomicLong made;

    /**
     * Begins to watch.
     *
     * @param canary empty where all changes are made, because none is asked for or the run was told to go on
     * @param made changes so far
     */
    CanaryWatch(Optional<Canary> canary, long made) {
        this.canary = canary;
        this.made = new AtomicLong(made);
    }

    /** Whether rows outside of the sample are held until the run is told to go on. */
    boolean samples() {
        return canary.filter(Canary.Percent.class::isInstance).isPresent();
    }

    /** Whether an entry's changes are in the sample, by {@link KeptRow#key}. */
    boolean takes(int key) {
        return canary.isEmpty()
                || !(canary.get() instanceof Canary.Percent(double percent))
                || Integer.toUnsignedLong(key) % PARTS < percent * PARTS / 100;
    }

    /**
     * Whether one more change may be made; if so, it counts.
     *
     * @param isInevitable whether it counts anyway
     */
    boolean allowsOneMore(boolean isInevitable) {
        long most = canary.isPresent() && canary.get() instanceof Canary.Count(long changes) && !isInevitable
                ? changes
                : Long.MAX_VALUE;
        return made.getAndUpdate(now -> now < most ? now + 1 : now) < most;
    }

    /** One that was counted was not made after all. */
    void notMade() {
        made.decrementAndGet();
    }

    /** Whether so many changes have been made as were to be made first. */
    boolean isFull() {
        return canary.filter(Canary.Count.class::isInstance).isPresent()
                && made.get() >= ((Canary.Count) canary.get()).changes();
    }
}
