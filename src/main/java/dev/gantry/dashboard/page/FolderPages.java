package dev.gantry.dashboard.page;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import dev.gantry.run.shown.KeptBackups;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What the job files say: their schedules, and the backups of the repositories that they name. */
@Controller
final class FolderPages {

    private final Pages pages;
    private final Schedules schedules;
    private final LookAtBackups backups;
    private final Clock clock;

    FolderPages(Pages pages, Schedules schedules, LookAtBackups backups, Clock clock) {
        this.pages = pages;
        this.schedules = schedules;
        this.backups = backups;
        this.clock = clock;
    }

    record SchedulesView(List<JobRow> jobs, boolean hasJobs) {}

    record PlaceView(String path, String jobs, @Nullable String trouble, List<BackupRow> backups, boolean isEmpty) {}

    record BackupRow(
            String id,
            String job,
            String universe,
            @Nullable When asOf,
            String entries,
            String bytes,
            Badge badge,
            String words) {}

    record BackupsView(List<PlaceView> places, boolean isEmpty, boolean isLooking) {}

    @GetMapping("/schedules")
    ResponseEntity<String> schedules(HttpServletRequest request) {
        Instant now = clock.instant();
        List<JobRow> jobs = schedules.all().stream()
                .sorted(Comparator.comparing((Scheduled job) -> job.next().orElse(Instant.MAX))
                        .thenComparing(Scheduled::job))
                .map(job -> JobRow.of(job, now))
                .toList();
        return pages.page("schedules", "Schedules", new SchedulesView(jobs, !jobs.isEmpty()), request);
    }

    @GetMapping("/backups")
    ResponseEntity<String> backups(HttpServletRequest request) {
        Instant now = clock.instant();
        LookAtBackups.Looked looked = backups.look();
        List<PlaceView> places =
                looked.places().stream().map(place -> place(place, now)).toList();
        boolean isLooking = looked.at().equals(Instant.EPOCH);
        return pages.page(
                "backups", "Backups", new BackupsView(places, places.isEmpty() && !isLooking, isLooking), request);
    }

    private static PlaceView place(KeptBackups.Place place, Instant now) {
        return new PlaceView(
                place.path(),
                String.join(", ", place.jobs()),
                place.trouble().orElse(null),
                place.backups().stream().map(backup -> row(backup, now)).toList(),
                place.backups().isEmpty() && place.trouble().isEmpty());
    }

    private static BackupRow row(KeptBackups.Kept backup, Instant now) {
        Badge badge = backup.asOf().isEmpty()
                ? new Badge("damaged", "bad")
                : backup.lacks().isEmpty() ? new Badge("complete", "good") : new Badge("incomplete", "warn");
        return new BackupRow(
                backup.id(),
                backup.job(),
                backup.universe(),
                backup.asOf().map(moment -> When.here(moment, now)).orElse(null),
                Text.number(backup.entries()),
                Text.bytes(backup.bytes()),
                badge,
                String.join("; ", backup.lacks()) + (backup.isEncrypted() ? " encrypted" : ""));
    }
}
