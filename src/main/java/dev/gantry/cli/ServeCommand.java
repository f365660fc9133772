package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.gantry.cli.text.Amounts;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;
import org.jline.utils.Signals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry serve}. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the jobs of a folder by their schedules, until it is told to end.",
            "Changed job files are taken in as it runs; a broken one leaves its job as it was. What was cut off, even by"
                    + " kill -9, is gone on with from its checkpoint at the next start.",
            "Ctrl-C or SIGTERM stops runs at their next checkpoint and ends within 30 s: with 13 if there were any."
        })
final class ServeCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SHOWN = 10;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = "jobs",
            description = "The folder of the job files; jobs unless told otherwise.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private Path folder;

    @Override
    public Integer call() throws Exception {
        CountDownLatch ending = new CountDownLatch(1);
        Signals.register("INT", () -> end(ending, ExitCode.INTERRUPTED));
        Signals.register("TERM", () -> end(ending, ExitCode.STOPPED));
        try (Application application = Application.scheduler();
                Service service = application.service()) {
            service.start(folder);
            tell(application.schedules());
            ending.await();
            return ended(service.end(PATIENCE));
        } finally {
            Signals.registerDefault("INT");
            Signals.registerDefault("TERM");
        }
    }

    /** The second time it ends at once, which costs no more than a kill does. */
    private void end(CountDownLatch ending, int code) {
        if (ending.getCount() == 0) {
            Runtime.getRuntime().halt(code);
        }
        ending.countDown();
        PrintWriter err = spec.commandLine().getErr();
        err.println("Stopping at the next checkpoint; again ends at once.");
        err.flush();
    }

    private int ended(Service.Ended ended) {
        PrintWriter out = spec.commandLine().getOut();
        if (!ended.isWhole()) {
            out.println("A run did not come to a checkpoint in " + PATIENCE.toSeconds()
                    + " s and is cut off; the next gantry serve goes on from its last one.");
            out.flush();
            Runtime.getRuntime().halt(ExitCode.STOPPED);
        }
        out.println(
                ended.stopped() == 0
                        ? "Ended; nothing was running."
                        : "Ended; " + Amounts.count(ended.stopped(), "run")
                                + " stopped at a checkpoint, which the next gantry serve goes on with.");
        out.flush();
        return ended.stopped() == 0 ? ExitCode.DONE : ExitCode.STOPPED;
    }

    private void tell(Schedules schedules) {
        PrintWriter out = spec.commandLine().getOut();
        List<Scheduled> all = schedules.all();
        List<Scheduled> next = all.stream()
                .filter(job -> job.next().isPresent())
                .sorted(Comparator.comparing(job -> job.next().orElseThrow()))
                .toList();
        long scheduled = all.stream().filter(job -> job.schedule().isPresent()).count();
        out.println("Serving " + Amounts.count(scheduled, "schedule") + " of " + Amounts.count(all.size(), "job")
                + " in " + folder + ", process " + ProcessHandle.current().pid() + ".");
        next.stream().limit(SHOWN).forEach(job -> out.println("  next      " + job.job() + " " + when(job)));
        if (next.size() > SHOWN) {
            out.println("  next      and " + (next.size() - SHOWN) + " more; gantry schedule list shows all");
        }
        all.stream().filter(Scheduled::isPaused).forEach(job -> out.println("  paused    " + job.job()));
        schedules.problems().keySet().forEach(file -> out.println("  broken    " + file + ", see above"));
        out.flush();
    }

    private static String when(Scheduled job) {
        Instant next = job.next().orElseThrow();
        if (!next.isAfter(Instant.now())) {
            return "now";
        }
        return job.schedule()
                .map(schedule -> ScheduleText.when(next, schedule.zone()))
                .orElseGet(() -> next.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
