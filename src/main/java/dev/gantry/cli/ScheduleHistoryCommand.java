package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import dev.gantry.schedule.Firing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code gantry schedule history JOB}. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = "Tells what became of each time that a job was due, the newest first.")
final class ScheduleHistoryCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "JOB", description = "The job's name.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private String job;

    @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "How many; 20 unless told otherwise.")
    private int most;

    @Option(names = "--json", description = "Print a JSON line each.")
    private boolean json;

    @Override
    public Integer call() {
        try (Application application = Application.scheduler()) {
            List<Firing> history = application.schedules().history(job, most);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                history.forEach(firing -> out.println(json(firing)));
            } else {
                print(history, out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private static void print(List<Firing> history, PrintWriter out) {
        out.printf("%-20s  %-8s  %-8s  %6s  %s%n", "FOR (UTC)", "CAUSE", "STATE", "RUN", "WHY");
        for (Firing firing : history) {
            out.printf(
                    "%-20s  %-8s  %-8s  %6s  %s%n",
                    firing.fireTime().truncatedTo(ChronoUnit.SECONDS),
                    cause(firing),
                    firing.state().label(),
                    firing.run() == null ? "-" : firing.run().toString(),
                    firing.reason() == null ? "" : firing.reason());
        }
    }

    private static String cause(Firing firing) {
        return firing.cause().name().toLowerCase(Locale.ROOT);
    }

    static ObjectNode json(Firing firing) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("for", firing.fireTime().toString())
                .put("cause", cause(firing))
                .put("origin", firing.origin())
                .put("state", firing.state().label())
                .put("run", firing.run())
                .put("failures", firing.failures())
                .put("due", firing.due().toString())
                .put("began", text(firing.began()))
                .put("ended", text(firing.ended()))
                .put("why", firing.reason());
    }

    private static @Nullable String text(@Nullable Instant moment) {
        return moment == null ? null : moment.toString();
    }
}
