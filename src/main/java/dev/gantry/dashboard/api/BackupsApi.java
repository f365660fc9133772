package dev.gantry.dashboard.api;

import java.time.Instant;
import java.util.List;

import dev.gantry.run.shown.KeptBackups;
import dev.gantry.schedule.Schedules;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The backups of the repositories that jobs name. Looks into these, which takes a while where they are far. */
@RestController
@RequestMapping(JobsApi.ROOT + "/backups")
final class BackupsApi {

    private final KeptBackups kept;
    private final Schedules schedules;

    BackupsApi(KeptBackups kept, Schedules schedules) {
        this.kept = kept;
        this.schedules = schedules;
    }

    /** All repositories. */
    record Listed(List<Place> repositories) {}

    /** @param trouble why it cannot be looked into */
    record Place(
            String path,
            List<String> jobs,
            List<Kept> backups,
            @Nullable String trouble) {}

    /**
     * A backup.
     *
     * @param asOf the moment that it is of; null: it is damaged
     * @param bytes that it added to the repository
     * @param whole whether all that was there is in it
     * @param lacks what is not, and why
     */
    record Kept(
            String id,
            String job,
            String universe,
            @Nullable Instant asOf,
            @Nullable Instant finished,
            long entries,
            long bytes,
            boolean encrypted,
            boolean whole,
            List<String> lacks) {

        static Kept of(KeptBackups.Kept backup) {
            return new Kept(
                    backup.id(),
                    backup.job(),
                    backup.universe(),
                    backup.asOf().orElse(null),
                    backup.finished().orElse(null),
                    backup.entries(),
                    backup.bytes(),
                    backup.isEncrypted(),
                    backup.lacks().isEmpty(),
                    backup.lacks());
        }
    }

    @GetMapping
    Listed backups() {
        return new Listed(kept.of(schedules.jobs()).stream()
                .map(place -> new Place(
                        place.path(),
                        place.jobs(),
                        place.backups().stream().map(Kept::of).toList(),
                        place.trouble().orElse(null)))
                .toList());
    }
}
