package dev.gantry.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.backup.repository.Keep;
import dev.gantry.backup.repository.Manifest;

/** Which backups of a repository are no longer kept, each job's of each universe by themselves. */
public final class PruneBackups {
    private PruneBackups() {}

    /**
     * The backups to drop.
     *
     * @param made all that there are, the oldest first
     * @param keep instead of what the newest backup of each job says
     */
    public static List<Manifest> dropped(List<Manifest> made, Optional<Keep> keep) {
        Map<List<String>, List<Manifest>> jobs = new LinkedHashMap<>();
        for (Manifest each : made) {
            jobs.computeIfAbsent(List.of(each.job(), each.universe()), job -> new ArrayList<>())
                    .add(each);
        }
        return jobs.values().stream()
                .flatMap(job -> Retention.dropped(job, keep.orElse(job.getLast().keep())).stream())
                .toList();
    }
}
