package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Tolerance;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.journal.JournalHead;

/**
 * What a run gives those who change entries for it.
 *
 * @param journals the run's own folder for them; made when the first is written
 * @param onlyPlans whether intents are journaled and nothing is written
 * @param tolerance how many rows may be refused before the run ends
 * @param goesOn whether the run was told to go on after the changes that are made first
 * @param stopping whether no more changes are to be begun
 */
public record Writing(
        OpenCloud cloud,
        Path journals,
        JournalHead head,
        boolean onlyPlans,
        Tolerance tolerance,
        boolean goesOn,
        BooleanSupplier stopping) {

    /** Whether the run goes on when a row is refused. */
    public boolean allowsRejects() {
        return tolerance.allowsRejects();
    }
}
