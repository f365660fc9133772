package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.gantry.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gantry runs}. */
@Command(
        name = "runs",
        mixinStandardHelpOptions = true,
        description = "Lists this folder's runs, the newest first, and how each stands.")
final class RunsCommand implements Callable<Integer> {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "How many; 20 unless told otherwise.")
    private int most;

    @Option(names = "--json", description = "Print a JSON line a run.")
    private boolean json;

    @Override
    public Integer call() {
        try (Application application = Application.engine()) {
            List<Run> runs = application.runner().ledger().newest(most);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                runs.forEach(run -> out.println(RunAsJson.of(run)));
            } else {
                print(runs, out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private static void print(List<Run> runs, PrintWriter out) {
        if (runs.isEmpty()) {
            out.println("No job has run in this folder yet.");
            return;
        }
        out.printf("%6s  %-30s %-8s  %-19s  %12s  %s%n", "RUN", "JOB", "STATUS", "STARTED", "ROWS READ", "RESULT");
        for (Run run : runs) {
            out.printf(
                    Locale.ROOT,
                    "%6d  %-30s %-8s  %-19s  %,12d  %s%n",
                    run.id(),
                    run.job(),
                    run.status().label(),
                    WHEN.format(run.started().atZone(ZoneId.systemDefault())),
                    run.result().rowsRead(),
                    outcome(run));
        }
    }

    private static String outcome(Run run) {
        if (run.status().isResumable()) {
            return "gantry resume " + run.id();
        }
        String target = run.result().target();
        return target == null ? "" : target;
    }
}
