package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import dev.gantry.job.UserMistake;
import dev.gantry.run.Progress;
import dev.gantry.run.Run;
import dev.gantry.run.RunReport;
import dev.gantry.run.RunStatus;
import dev.gantry.run.StopSignal;
import dev.gantry.source.walk.Item;
import dev.gantry.writeback.Tally;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.node.ObjectNode;

/** A run in the foreground: shows its progress, stops it on a signal, prints how it ended. */
final class Watched implements AutoCloseable {

    private static final Duration ON_A_TERMINAL = Duration.ofMillis(250);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final CommandSpec spec;
    private final boolean json;
    private final StopSignal stop = new StopSignal();
    private final Interrupts interrupts;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    private @Nullable ProgressView view;
    private @Nullable ScheduledFuture<?> showing;

    private Watched(CommandSpec spec, boolean json) {
        this.spec = spec;
        this.json = json;
        this.interrupts = Interrupts.givingTo(stop, spec.commandLine().getErr());
    }

    static Watched by(CommandSpec spec, boolean json) {
        return new Watched(spec, json);
    }

    StopSignal stop() {
        return stop;
    }

    /** There is progress from now on. */
    void begin(Progress progress) {
        boolean terminal = !json && Boolean.getBoolean("gantry.terminal");
        ProgressView started = json
                ? ProgressView.jsonLines(progress, out())
                : terminal
                        ? ProgressView.live(progress, spec.commandLine().getErr())
                        : ProgressView.lines(progress, spec.commandLine().getErr());
        view = started;
        if (showing != null) {
            showing.cancel(false);
        }
        Duration every = terminal ? ON_A_TERMINAL : ELSEWHERE;
        showing = clock.scheduleAtFixedRate(started::show, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Prints how the run ended; returns what the process ends with. */
    int exitCode(RunReport report) {
        clock.close();
        if (view != null) {
            view.end();
        }
        if (json) {
            ObjectNode line = RunAsJson.of(report.run());
            RunAsJson.add(line, report.result());
            out().println(line.put("event", "ended")
                    .put("status", report.status().label()));
            out().flush();
        } else {
            Run run = report.run().withStatus(report.status());
            boolean mistaken = report.failure()
                    .map(Failures::meant)
                    .filter(UserMistake.class::isInstance)
                    .isPresent();
            Summary.print(run, report.result(), run.status().isResumable() && !mistaken, out());
        }
        return report.failure()
                .map(failure ->
                        Failures.isExpected(failure) ? Failures.exitCode(failure) : Failures.print(failure, err()))
                .orElseGet(() -> ended(report));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        interrupts.close();
    }

    private int ended(RunReport report) {
        if (report.status() == RunStatus.DONE) {
            return done(report);
        }
        return interrupts.byKeyboard() ? ExitCode.INTERRUPTED : ExitCode.STOPPED;
    }

    private static int done(RunReport report) {
        @Nullable Tally changes = report.result().changes();
        if (changes != null && report.run().terms().deed().onlyPlans() && changes.changed() > 0) {
            return ExitCode.CHANGES_PLANNED;
        }
        if (changes != null && changes.conflicts() + changes.locked() > 0) {
            return ExitCode.CONFLICTS;
        }
        boolean isLacking = report.result().rejected() > 0
                || Boolean.TRUE.equals(report.result().incomplete())
                || report.result().skipped().getOrDefault(Item.Outcome.UNREADABLE, 0L) > 0;
        return isLacking ? ExitCode.REJECTED_ROWS : ExitCode.DONE;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
