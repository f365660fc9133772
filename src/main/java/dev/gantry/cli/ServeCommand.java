package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import dev.gantry.cli.text.Amounts;
import dev.gantry.dashboard.Dashboard;
import dev.gantry.dashboard.server.Credentials;
import dev.gantry.dashboard.server.Listening;
import dev.gantry.job.UserMistake;
import dev.gantry.schedule.ScheduleText;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "With --port there is a page to watch it and an API. It listens at 127.0.0.1; at any other address GANTRY_TOKEN, or"
                    + " GANTRY_USER and GANTRY_PASSWORD, must be set, and are asked for wherever they are.",
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

    @Option(names = "--port", paramLabel = "PORT", description = "Listens there, with a page and an API.")
    private @Nullable Integer port;

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "At this address of the machine instead of 127.0.0.1; 0.0.0.0 for all.")
    private @Nullable String address;

    @Option(
            names = "--log",
            paramLabel = "FORM",
            description =
                    "The form of the log on standard error: text, or json with an object a line. Without it, GANTRY_LOG of the"
                            + " environment, or text.")
    private @Nullable LogForm log;

    @Override
    public Integer call() throws Exception {
        if (LogForm.choose(log) == LogForm.JSON) {
            spec.commandLine().setOut(LogForm.printer()).setErr(LogForm.printer());
        }
        Optional<Door> door = door();
        CountDownLatch ending = new CountDownLatch(1);
        Signals.register("INT", () -> end(ending, ExitCode.INTERRUPTED));
        Signals.register("TERM", () -> end(ending, ExitCode.STOPPED));
        try (Application application = Application.scheduler();
                Service service = application.service()) {
            service.start(folder);
            tell(application.schedules());
            return door.isEmpty() ? serve(service, ending) : serve(service, ending, application, door.get());
        } finally {
            Signals.registerDefault("INT");
            Signals.registerDefault("TERM");
        }
    }

    private int serve(Service service, CountDownLatch ending) throws InterruptedException {
        ending.await();
        return ended(service.end(PATIENCE));
    }

    private int serve(Service service, CountDownLatch ending, Application application, Door door)
            throws InterruptedException {
        try (Dashboard dashboard = application.dashboard(door.listening(), door.credentials())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("  page      http://" + door.host() + ":" + dashboard.port() + "/"
                    + (door.credentials().areNeeded() ? ", for who logs in" : ", for this machine only"));
            out.flush();
            return serve(service, ending);
        }
    }

    /** Where to listen, and to whom; nothing is started where that cannot be. */
    private record Door(Listening listening, Credentials credentials) {

        String host() {
            String written = listening.address().getHostAddress();
            return written.contains(":") ? "[" + written + "]" : written;
        }
    }

    private Optional<Door> door() {
        if (port == null) {
            if (address != null) {
                throw new UserMistake(
                        "--address " + address + " goes with --port: name the port to listen at, 8080 say.");
            }
            return Optional.empty();
        }
        Listening listening = Listening.of(address == null ? "127.0.0.1" : address, port);
        Credentials credentials = Credentials.of(System.getenv());
        credentials.requireFor(listening);
        return Optional.of(new Door(listening, credentials));
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
        long onWebhook = all.stream().filter(job -> job.on().isPresent()).count();
        if (onWebhook > 0) {
            out.println("  webhook   starts " + Amounts.count(onWebhook, "job")
                    + (port == null ? ", but none is taken without --port" : ", POST /webhooks/roblox"));
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
