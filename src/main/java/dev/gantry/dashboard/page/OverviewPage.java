package dev.gantry.dashboard.page;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gantry.run.Run;
import dev.gantry.run.RunStatus;
import dev.gantry.run.Runner;
import dev.gantry.run.shown.KeptBackups;
import dev.gantry.schedule.Firing;
import dev.gantry.schedule.LiveRun;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** What there is, what runs, and what is broken. */
@Controller
final class OverviewPage {

    private static final int RUNS = 12;

    private final Pages pages;
    private final Schedules schedules;
    private final Runner runner;
    private final LiveRuns live;
    private final LookAtBackups backups;
    private final MinuteCharts charts;
    private final Clock clock;

    OverviewPage(
            Pages pages,
            Schedules schedules,
            Runner runner,
            LiveRuns live,
            LookAtBackups backups,
            MinuteCharts charts,
            Clock clock) {
        this.pages = pages;
        this.schedules = schedules;
        this.runner = runner;
        this.live = live;
        this.backups = backups;
        this.charts = charts;
        this.clock = clock;
    }

    /** Something that somebody should look at. */
    record Trouble(String title, String words, @Nullable String link) {}

    /** What runs now. */
    record Running(long id, String job, String line, When started) {}

    record Backup(String place, @Nullable When newest, String words) {}

    record Charts(List<Chart> charts) {}

    record Overview(
            List<Running> running,
            boolean isIdle,
            List<Trouble> troubles,
            boolean isSound,
            List<JobRow> jobs,
            boolean hasJobs,
            List<RunRow> runs,
            boolean hasRuns,
            List<Backup> backups,
            List<Chart> charts) {}

    @GetMapping("/")
    ResponseEntity<String> overview(HttpServletRequest request) {
        return pages.page("overview", "Overview", overview(), request);
    }

    @GetMapping("/parts/overview")
    ResponseEntity<String> part(HttpServletRequest request) {
        return pages.part("overview-now", overview(), request);
    }

    @GetMapping("/parts/charts")
    ResponseEntity<String> charts(HttpServletRequest request) {
        return pages.part("charts", new Charts(charts.of(Optional.empty())), request);
    }

    private Overview overview() {
        Instant now = clock.instant();
        List<Scheduled> jobs = schedules.all();
        List<Run> runs = runner.ledger().newest(RUNS);
        List<Running> running = runs.stream()
                .filter(run -> run.status() == RunStatus.RUNNING)
                .map(run -> running(run, now))
                .toList();
        List<Trouble> troubles = troubles(jobs, runs);
        return new Overview(
                running,
                running.isEmpty(),
                troubles,
                troubles.isEmpty(),
                jobs.stream().map(job -> JobRow.of(job, now)).toList(),
                !jobs.isEmpty(),
                runs.stream().map(run -> RunRow.of(run, now)).toList(),
                !runs.isEmpty(),
                backups.look().places().stream()
                        .map(place -> backup(place, now))
                        .toList(),
                charts.of(Optional.empty()));
    }

    private Running running(Run run, Instant now) {
        String line = live.of(run)
                .flatMap(LiveRun::reading)
                .map(reading -> Text.count(reading.rows(), "row") + ", "
                        + Text.number(Math.round(reading.rowsPerSecond())) + "/s, waits for " + reading.waitsFor())
                .orElseGet(() -> Text.count(run.result().rowsRead(), "row") + " up to its last checkpoint");
        return new Running(run.id(), run.job(), line, When.here(run.started(), now));
    }

    private List<Trouble> troubles(List<Scheduled> jobs, List<Run> runs) {
        List<Trouble> troubles = new ArrayList<>();
        schedules.problems().forEach((file, problem) -> troubles.add(new Trouble(file + " is broken", problem, null)));
        Set<Long> told = new HashSet<>();
        for (Scheduled job : jobs) {
            job.last().filter(OverviewPage::isTrouble).ifPresent(firing -> {
                told.add(firing.run() == null ? 0 : firing.run());
                troubles.add(new Trouble(
                        job.job() + " "
                                + (firing.state() == Firing.State.SKIPPED
                                        ? "did not run"
                                        : firing.state().label()),
                        firing.reason() == null ? "" : firing.reason(),
                        firing.run() == null ? "/jobs/" + job.job() : "/runs/" + firing.run()));
            });
        }
        Set<String> seen = new HashSet<>();
        for (Run run : runs) {
            boolean isNewest = seen.add(run.job());
            if (isNewest
                    && (run.status() == RunStatus.FAILED || run.status() == RunStatus.DIED)
                    && !told.contains(run.id())) {
                String failure = run.result().failure();
                troubles.add(new Trouble(
                        run.job() + " " + run.status().label(),
                        failure == null ? "Its process ended without a word; its checkpoint is kept." : failure,
                        "/runs/" + run.id()));
            }
        }
        return troubles;
    }

    private static boolean isTrouble(Firing firing) {
        return switch (firing.state()) {
            case FAILED, SKIPPED -> true;
            // A waiting one has failed before if it says why it waits.
            case WAITING -> firing.failures() > 0;
            case STOPPED, RUNNING, DONE -> false;
        };
    }

    private static Backup backup(KeptBackups.Place place, Instant now) {
        if (place.trouble().isPresent()) {
            return new Backup(place.path(), null, place.trouble().get());
        }
        Optional<KeptBackups.Kept> newest = place.backups().stream()
                .filter(backup -> backup.asOf().isPresent())
                .findFirst();
        return new Backup(
                place.path(),
                newest.flatMap(KeptBackups.Kept::asOf)
                        .map(moment -> When.here(moment, now))
                        .orElse(null),
                newest.isEmpty()
                        ? "no backup yet"
                        : newest.get().lacks().isEmpty()
                                ? "complete"
                                : newest.get().lacks().getFirst());
    }
}
