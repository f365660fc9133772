package dev.gantry.backup;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.gantry.backup.repository.Keep;
import dev.gantry.backup.repository.Manifest;

/** Which of a job's backups are kept. Days, weeks (from Monday) and months are those of UTC. */
final class Retention {
    private Retention() {}

    /**
     * Those that are not kept. The newest is, and the newest that is complete; of a day, week or month the last, one that is
     * complete before one that is not.
     *
     * @param made the oldest first
     */
    static List<Manifest> dropped(List<Manifest> made, Keep keep) {
        if (keep.keepsAll() || made.isEmpty()) {
            return List.of();
        }
        Set<String> kept = new HashSet<>();
        kept.add(made.getLast().id());
        made.stream()
                .filter(Manifest::isComplete)
                .reduce((earlier, later) -> later)
                .ifPresent(newest -> kept.add(newest.id()));
        keep(made, keep.daily(), time -> time.toLocalDate().toString(), kept);
        keep(
                made,
                keep.weekly(),
                time -> time.get(IsoFields.WEEK_BASED_YEAR) + "/" + time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                kept);
        keep(made, keep.monthly(), time -> time.getYear() + "/" + time.getMonthValue(), kept);
        return made.stream().filter(backup -> !kept.contains(backup.id())).toList();
    }

    private static void keep(List<Manifest> made, int most, Function<OffsetDateTime, String> period, Set<String> kept) {
        Map<String, Manifest> last = new LinkedHashMap<>();
        for (Manifest backup : made.reversed()) {
            String of = period.apply(Instant.parse(backup.asOf()).atOffset(ZoneOffset.UTC));
            Manifest known = last.get(of);
            if (known == null && last.size() < most) {
                last.put(of, backup);
            } else if (known != null && !known.isComplete() && backup.isComplete()) {
                last.put(of, backup);
            }
        }
        last.values().forEach(backup -> kept.add(backup.id()));
    }
}
