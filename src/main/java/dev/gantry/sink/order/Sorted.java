package dev.gantry.sink.order;

import dev.gantry.sink.staging.StagedRun;

/** What came of sorting. */
public sealed interface Sorted {
    /** The rows are in order as they are staged, no key twice; the logs perhaps in another order. */
    record AsStaged(StagedRun run) implements Sorted {}

    /** The rows in order, to be taken once and closed. */
    record InBatches(SortedRows rows) implements Sorted {}
}
