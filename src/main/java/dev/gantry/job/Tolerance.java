package dev.gantry.job;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** How many rows of a run may be rejected, and how many are: all of its partitions together. Safe for many threads. */
public final class Tolerance {

    private final Errors.Skip skip;
    private final LongSupplier rows;
    private final AtomicLong rejected = new AtomicLong();

    /** @param rows that the run has read so far */
    public Tolerance(Errors.Skip skip, LongSupplier rows) {
        this.skip = skip;
        this.rows = rows;
    }

    /** Whether the run goes on when a row is rejected. */
    public boolean allowsRejects() {
        return !(skip instanceof Errors.Skip.None);
    }

    /** Counts those of the tries before. */
    public void add(long rejectedBefore) {
        rejected.addAndGet(rejectedBefore);
    }

    /** Counts a row that is rejected; whether the run may go on. */
    public boolean allowsOneMore() {
        return skip.allowsSoFar(rejected.incrementAndGet(), rows.getAsLong());
    }

    public long rejected() {
        return rejected.get();
    }

    public long rows() {
        return rows.getAsLong();
    }
}
