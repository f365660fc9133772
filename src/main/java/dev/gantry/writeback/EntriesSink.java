package dev.gantry.writeback;

import java.util.List;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.opencloud.StoredEntries;

/**
 * Connects what changes entries to a run: entries that a session has are left alone as long as it has them.
 *
 * @param target for people
 */
record EntriesSink(String target, Estimate estimate, Guards guards, Locking locking) {

    /** What makes changes that are computed from rows. */
    WritingSink<EntryAddress> of(Edit wanted, Writing writing) {
        return of(wanted, writing, new OwnWrites(writing.journals()));
    }

    /** What makes the changes that rows are. */
    WritingSink<EntryAddress> ofPlanned(Writing writing) {
        OwnWrites ours = new OwnWrites(writing.journals());
        return of(new PlannedEdit(ours, new StoredEntries(writing.cloud())), writing, ours);
    }

    private WritingSink<EntryAddress> of(Edit wanted, Writing writing, OwnWrites ours) {
        OpenCloud cloud = writing.cloud();
        Edit unlocked = new UnlockedOnly(wanted, new Locks(locking.locked(), cloud.time()::now), ours);
        RunGuards run = new RunGuards(writing, guards);
        return new WritingSink<>(
                target,
                new MakeEntryChanges(unlocked, cloud, run, ours, new PlannedEntries(writing)),
                run,
                locking.waitForLocks(),
                tally ->
                        writing.onlyPlans() && tally.changed() > 0 ? List.of(estimate.of(tally.changed())) : List.of());
    }
}
