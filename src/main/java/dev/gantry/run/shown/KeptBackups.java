package dev.gantry.run.shown;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.backup.BackupSink;
import dev.gantry.backup.repository.BackupDamaged;
import dev.gantry.backup.repository.Manifest;
import dev.gantry.backup.repository.Repository;
import dev.gantry.backup.repository.Repository.Listed;
import dev.gantry.files.DiskFailed;
import dev.gantry.files.Location;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Failed;
import dev.gantry.job.Job;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Settings;

/** The backups of the repositories that jobs name. */
public record KeptBackups(Settings settings) {

    /**
     * A repository.
     *
     * @param jobs that make backups there
     * @param backups the newest moment first
     * @param trouble why it cannot be looked into
     */
    public record Place(String path, List<String> jobs, List<Kept> backups, Optional<String> trouble) {}

    /**
     * A backup.
     *
     * @param asOf empty: it is damaged
     * @param bytes that it added to the repository
     * @param lacks why it is not all that was there, or how it is damaged; empty: it is whole
     */
    public record Kept(
            String id,
            String job,
            String universe,
            Optional<Instant> asOf,
            Optional<Instant> finished,
            long entries,
            long bytes,
            boolean isEncrypted,
            List<String> lacks) {}

    /** Whether a job makes backups. */
    public static boolean areMadeBy(Job<?, ?, ?> job) {
        return job.sink() instanceof BackupSink;
    }

    /** Looks into all repositories, which may take a while where they are far. */
    public List<Place> of(Collection<Job<?, ?, ?>> jobs) {
        Map<Location, List<String>> places = new LinkedHashMap<>();
        jobs.forEach(job -> {
            if (job.sink() instanceof BackupSink sink) {
                places.computeIfAbsent(sink.to(), absent -> new ArrayList<>()).add(job.name());
            }
        });
        List<Place> looked = new ArrayList<>();
        if (!places.isEmpty()) {
            try (S3 s3 = S3.of(settings.s3())) {
                places.forEach((place, names) -> looked.add(look(place, names, s3)));
            }
        }
        return looked;
    }

    private static Place look(Location place, List<String> jobs, S3 s3) {
        try {
            List<Kept> backups = Repository.at(place, s3).list().stream()
                    .map(KeptBackups::kept)
                    .sorted(Comparator.comparing((Kept backup) -> backup.asOf().orElse(Instant.MAX))
                            .reversed())
                    .toList();
            return new Place(place.toString(), jobs, backups, Optional.empty());
        } catch (UserMistake | DiskFailed | S3Failed | BackupDamaged refused) {
            return new Place(place.toString(), jobs, List.of(), Optional.of(String.valueOf(refused.getMessage())));
        }
    }

    private static Kept kept(Listed backup) {
        return switch (backup) {
            case Listed.Whole(Manifest made) ->
                new Kept(
                        made.id(),
                        made.job(),
                        made.universe(),
                        Optional.of(Instant.parse(made.asOf())),
                        Optional.of(Instant.parse(made.finished())),
                        made.ledger().entries(),
                        made.ownBytes(),
                        made.isEncrypted(),
                        made.incomplete());
            case Listed.Damaged(String id, String why) ->
                new Kept(id, "", "", Optional.empty(), Optional.empty(), 0, 0, false, List.of(why));
        };
    }
}
