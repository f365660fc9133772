package dev.gantry.writeback.act;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.writeback.journal.Target;

/** What rows want. Safe for many threads. */
public interface Wishes {

    /** @throws dev.gantry.job.jq.RowRejected if the row names nothing, or wants what cannot be sent */
    Target target(Row row);

    /**
     * What to do about a thing as it is now.
     *
     * @param now its image; empty: there is none, or none can be read
     * @throws dev.gantry.job.jq.RowRejected if it cannot be told, or must not be done
     */
    Verdict decide(Row row, Optional<String> now) throws InterruptedException;
}
