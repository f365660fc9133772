package dev.gantry.run;

import java.util.concurrent.atomic.LongAdder;

/** The rows of this process so far, all its runs together. Safe for many threads. */
public final class RowCounts {

    private static final RowCounts OF_PROCESS = new RowCounts();

    private final LongAdder read = new LongAdder();
    private final LongAdder published = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    private RowCounts() {}

    /** Those of this process. */
    public static RowCounts ofProcess() {
        return OF_PROCESS;
    }

    void addRead(long more) {
        read.add(more);
    }

    void addPublished(long more) {
        published.add(more);
    }

    void addRejected(long more) {
        rejected.add(more);
    }

    /** Delivered by sources. */
    public long read() {
        return read.sum();
    }

    /** Written by sinks that publish at the end. */
    public long published() {
        return published.sum();
    }

    /** Refused by transforms, schemas and Open Cloud. */
    public long rejected() {
        return rejected.sum();
    }
}
