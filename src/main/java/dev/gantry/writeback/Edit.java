package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.StoredEntry;

/** What rows want of entries. Safe for many threads. */
interface Edit {

    /** @throws dev.gantry.job.jq.RowRejected if the row names none */
    EntryAddress address(Row row);

    /**
     * What to do about an entry as it is now.
     *
     * @throws dev.gantry.job.jq.RowRejected if it cannot be told, or must not be done
     */
    Decision decide(Row row, Optional<StoredEntry> now) throws InterruptedException;

    /** The same wishes, whoever has the entry. */
    default Edit regardless() {
        return this;
    }
}
