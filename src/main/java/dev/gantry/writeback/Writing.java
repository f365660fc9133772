package dev.gantry.writeback;

import java.nio.file.Path;
import java.util.OptionalLong;

import dev.gantry.opencloud.OpenCloud;
import dev.gantry.writeback.journal.JournalHead;

/**
 * What a run gives those who change entries for it.
 *
 * @param journals the run's own folder for them; made when the first is written
 * @param onlyPlans whether intents are journaled and nothing is written
 * @param allowsRejects whether the run goes on when a row is refused
 * @param mostChanges the run ends rather than making more; empty: as many as there are
 */
public record Writing(
        OpenCloud cloud,
        Path journals,
        JournalHead head,
        boolean onlyPlans,
        boolean allowsRejects,
        OptionalLong mostChanges) {

    Writing withMostChanges(OptionalLong most) {
        return new Writing(cloud, journals, head, onlyPlans, allowsRejects, most);
    }
}
