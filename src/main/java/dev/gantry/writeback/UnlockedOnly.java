package dev.gantry.writeback;

import java.util.Optional;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.StoredEntry;

/**
 * What another edit wants, but of entries that are locked: they are left until they are free.
 *
 * @param ours this run's own writes
 */
record UnlockedOnly(Edit edit, Locks locks, OwnWrites ours) implements Edit {

    @Override
    public EntryAddress address(Row row) {
        return edit.address(row);
    }

    @Override
    public Decision decide(Row row, Optional<StoredEntry> now) throws InterruptedException {
        Optional<String> holder = now.flatMap(entry -> locks.holder(row, entry, isKnownFree(row, entry)));
        if (holder.isPresent()) {
            return whileLocked(row, now, holder.get());
        }
        Decision decision = edit.decide(row, now);
        if (decision instanceof Decision.Change(var after) && after.isPresent() && now.isPresent()) {
            locks.refuseAltered(row, now.get().content(), after.get());
        }
        return decision;
    }

    /** What a plan or an undo expects is what was free when it was planned, or written. */
    private boolean isKnownFree(Row row, StoredEntry entry) {
        return edit instanceof PlannedEdit || ours.madeLately(edit.address(row), entry.version());
    }

    /** What needs no write needs no waiting either. */
    private Decision whileLocked(Row row, Optional<StoredEntry> now, String holder) throws InterruptedException {
        try {
            return edit.decide(row, now) instanceof Decision.Leave leave ? leave : new Decision.Locked(holder);
        } catch (RowRejected unready) {
            // What cannot be computed while the session lasts may be as it should once the session has saved.
            return new Decision.Locked(holder);
        }
    }

    @Override
    public Edit regardless() {
        return edit;
    }
}
