package dev.gantry.dashboard.page;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Schedule;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Run;
import dev.gantry.run.RunStatus;
import dev.gantry.run.Runner;
import dev.gantry.schedule.FireTimes;
import dev.gantry.schedule.Firing;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Wishes;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A job: when it runs, what became of that, and running it now. */
@Controller
final class JobPage {

    private static final int FIRE_TIMES = 5;
    private static final int FIRINGS = 15;
    private static final int RUNS = 30;

    private final Pages pages;
    private final Schedules schedules;
    private final Wishes wishes;
    private final Runner runner;
    private final MinuteCharts charts;
    private final Clock clock;

    JobPage(Pages pages, Schedules schedules, Wishes wishes, Runner runner, MinuteCharts charts, Clock clock) {
        this.pages = pages;
        this.schedules = schedules;
        this.wishes = wishes;
        this.runner = runner;
        this.charts = charts;
        this.clock = clock;
    }

    /** A time that the job was due. */
    record FiringRow(
            When fireTime,
            Badge badge,
            String cause,
            @Nullable Long run,
            @Nullable String reason,
            int failures) {}

    record JobView(
            JobRow row,
            List<When> next,
            List<String> production,
            boolean isProduction,
            @Nullable Long running,
            @Nullable String problem,
            List<FiringRow> firings,
            boolean hasFirings,
            List<RunRow> runs,
            boolean hasRuns,
            List<Chart> charts) {}

    @GetMapping("/jobs/{job}")
    ResponseEntity<String> job(@PathVariable("job") String job, HttpServletRequest request) {
        return pages.page("job", job, view(job), request);
    }

    @GetMapping("/jobs/{job}/now")
    ResponseEntity<String> now(@PathVariable("job") String job, HttpServletRequest request) {
        return pages.part("job-now", view(job), request);
    }

    @PostMapping("/jobs/{job}/run")
    ResponseEntity<String> run(
            @PathVariable("job") String job,
            @RequestParam(name = "confirm", defaultValue = "") List<String> confirmed,
            HttpServletRequest request) {
        return pages.wish("/jobs/" + job, request, () -> {
            wishes.run(job, confirmed.stream().map(String::strip).toList());
            return job + " runs within a few seconds.";
        });
    }

    @PostMapping("/jobs/{job}/pause")
    ResponseEntity<String> pause(@PathVariable("job") String job, HttpServletRequest request) {
        return pages.wish("/jobs/" + job, request, () -> {
            schedules.pause(job);
            return job + " is paused: it no longer runs by itself. What runs goes on.";
        });
    }

    @PostMapping("/jobs/{job}/resume")
    ResponseEntity<String> resume(@PathVariable("job") String job, HttpServletRequest request) {
        return pages.wish("/jobs/" + job, request, () -> {
            schedules.resume(job);
            return job + " runs by its schedule again; what it was due meanwhile is passed over.";
        });
    }

    private JobView view(String job) {
        Scheduled scheduled = schedules
                .find(job)
                .orElseThrow(() ->
                        new UserMistake("gantry serve knows no job " + job + "; the overview lists those it knows."));
        Instant now = clock.instant();
        List<Run> runs = runner.ledger().newest(job, RUNS);
        List<FiringRow> firings = schedules.history(job, FIRINGS).stream()
                .map(firing -> firing(firing, zone(scheduled), now))
                .toList();
        List<String> production = wishes.production(job);
        List<Chart> shown = new ArrayList<>(durations(runs));
        shown.addAll(charts.of(Optional.of(job)));
        return new JobView(
                JobRow.of(scheduled, now),
                next(scheduled, now),
                production,
                !production.isEmpty(),
                runs.stream()
                        .filter(run -> run.status() == RunStatus.RUNNING)
                        .map(Run::id)
                        .findFirst()
                        .orElse(null),
                schedules.problems().get(scheduled.file()),
                firings,
                !firings.isEmpty(),
                runs.stream().limit(FIRINGS).map(run -> RunRow.of(run, now)).toList(),
                !runs.isEmpty(),
                shown);
    }

    private static ZoneId zone(Scheduled job) {
        return job.schedule().map(Schedule::zone).orElse(ZoneId.systemDefault());
    }

    private static List<When> next(Scheduled job, Instant now) {
        return job
                .schedule()
                .flatMap(FireTimes::of)
                .map(times -> times.next(now, FIRE_TIMES))
                .orElse(List.of())
                .stream()
                .map(moment -> When.of(moment, zone(job), now))
                .toList();
    }

    private static FiringRow firing(Firing firing, ZoneId zone, Instant now) {
        return new FiringRow(
                When.of(firing.fireTime(), zone, now),
                Badge.of(firing.state()),
                cause(firing),
                firing.run(),
                firing.reason(),
                firing.failures());
    }

    private static String cause(Firing firing) {
        String cause = firing.cause().name().toLowerCase(java.util.Locale.ROOT);
        return firing.origin() == null ? cause : cause + ": " + firing.origin();
    }

    private static List<Chart> durations(List<Run> runs) {
        List<Chart.Value> values = runs.reversed().stream()
                .filter(run -> run.result().seconds() > 0)
                .map(run -> new Chart.Value(
                        "run " + run.id(),
                        run.result().seconds(),
                        Text.duration(run.result().seconds()) + ", "
                                + run.status().label(),
                        run.status() == RunStatus.DONE ? "calm" : "warn"))
                .toList();
        return values.size() < 2 ? List.of() : List.of(Chart.of("durations", "How long runs took", "Run", values));
    }
}
