package dev.gantry.dashboard.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gantry.dashboard.hooks.Received;
import dev.gantry.run.Figures;
import dev.gantry.schedule.ServedFigures;
import dev.gantry.schedule.Service;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Schedules, firings, backups, and what is told and heard. */
final class MeterService {

    /** Of all states also those that none is in, so that a rule for given_up has a 0 to begin from. */
    private static final List<String> NOTICES = List.of("waiting", "sent", "given_up");

    private final Service service;
    private final ServedFigures served;
    private final Figures figures;
    private final Received received;
    private final Clock clock;
    private @Nullable Meters meters;

    MeterService(Service service, ServedFigures served, Figures figures, Received received, Clock clock) {
        this.service = service;
        this.served = served;
        this.figures = figures;
        this.received = received;
        this.clock = clock;
    }

    private record Meters(
            Rows running,
            Rows lag,
            Counts firings,
            Rows backups,
            Rows notices,
            Counts notifications,
            Rows broken,
            Rows looked) {}

    void bind(MeterRegistry registry) {
        meters = new Meters(
                Rows.of(registry, "gantry.runs.running", "", "Runs of this process that are under way"),
                Rows.of(
                        registry,
                        "gantry.schedule.lag",
                        "seconds",
                        "How long the oldest firing of a job that waits is overdue"),
                new Counts(registry, "gantry.firings", "", "Times that jobs were due, by how they ended"),
                Rows.of(registry, "gantry.backup.age", "seconds", "How long ago a job's newest backup was begun"),
                Rows.of(registry, "gantry.notices", "", "Notices of the last 30 days by what became of them"),
                new Counts(
                        registry, "gantry.notifications", "", "What Roblox's webhook has sent, by what became of it"),
                Rows.of(registry, "gantry.jobs.broken", "", "Job files that cannot be read as they are"),
                Rows.of(
                        registry,
                        "gantry.scheduler.idle",
                        "seconds",
                        "How long ago the jobs were looked after last; beyond 60 it hangs"));
    }

    void refresh() {
        if (meters == null) {
            throw new IllegalStateException("these meters are in no registry");
        }
        Instant now = clock.instant();
        meters.running().begin().row(service.live().size()).end();
        List<String> jobs = served.jobs();
        Map<String, Duration> lags = served.lags();
        Rows lag = meters.lag().begin();
        Rows backups = meters.backups().begin();
        for (String job : jobs) {
            lag.row(seconds(lags.getOrDefault(job, Duration.ZERO)), "job", job);
            figures.newestBackup(job)
                    .ifPresent(begun -> backups.row(seconds(Duration.between(begun, now)), "job", job));
        }
        lag.end();
        backups.end();
        served.ended()
                .forEach(each -> meters.firings()
                        .are(
                                each.count(),
                                "job",
                                each.job(),
                                "outcome",
                                each.state().label()));
        Map<String, Long> told = served.notices();
        Rows notices = meters.notices().begin();
        NOTICES.forEach(state -> notices.row(told.getOrDefault(state, 0L), "state", state));
        notices.end();
        received.byOutcome()
                .forEach((outcome, count) -> meters.notifications()
                        .are(count, "outcome", outcome.name().toLowerCase(Locale.ROOT)));
        meters.broken().begin().row(served.brokenFiles()).end();
        Rows looked = meters.looked().begin();
        service.lastLook().ifPresent(look -> looked.row(seconds(Duration.between(look, now))));
        looked.end();
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
