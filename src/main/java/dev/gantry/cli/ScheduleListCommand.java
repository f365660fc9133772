package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.gantry.cli.text.Amounts;
import dev.gantry.job.Schedule;
import dev.gantry.schedule.Firing;
import dev.gantry.schedule.ScheduleText;
import dev.gantry.schedule.Scheduled;
import dev.gantry.schedule.Schedules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code gantry schedule list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists schedules with their last and next run, and what is wrong with job files.")
final class ScheduleListCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Option(names = "--all", description = "Also the jobs that have no schedule.")
    private boolean all;

    @Option(names = "--json", description = "Print a JSON line a job.")
    private boolean json;

    @Override
    public Integer call() {
        try (Application application = Application.scheduler()) {
            Schedules schedules = application.schedules();
            PrintWriter out = spec.commandLine().getOut();
            List<Scheduled> jobs = schedules.all();
            List<Scheduled> shown = jobs.stream()
                    .filter(job -> all || job.schedule().isPresent() || job.on().isPresent())
                    .toList();
            if (json) {
                shown.forEach(job -> out.println(json(job)));
            } else {
                print(shown, jobs.size(), out);
                if (!schedules.areServed()) {
                    out.println("gantry serve is not running, so nothing starts by itself.");
                }
            }
            schedules.problems().values().forEach(spec.commandLine().getErr()::println);
            out.flush();
            return ExitCode.DONE;
        }
    }

    private static void print(List<Scheduled> shown, int known, PrintWriter out) {
        if (known == 0) {
            out.println("gantry serve has not been started in this folder yet, so it knows no jobs.");
            return;
        }
        out.printf("%-30s  %-26s  %-40s  %s%n", "JOB", "NEXT", "LAST", "WHEN");
        for (Scheduled job : shown) {
            out.printf(
                    "%-30s  %-26s  %-40s  %s%n",
                    job.job(),
                    next(job),
                    job.last().map(last -> last(last, zone(job))).orElse("-"),
                    when(job));
        }
        if (known > shown.size()) {
            out.println(
                    "Without a schedule: " + Amounts.count(known - shown.size(), "job") + "; --all lists them, too.");
        }
    }

    private static String when(Scheduled job) {
        List<String> words = Stream.concat(
                        job.schedule().map(ScheduleText::words).stream(), job.on().map(ScheduleText::words).stream())
                .toList();
        return words.isEmpty() ? "when it is asked for" : String.join("; ", words);
    }

    private static String next(Scheduled job) {
        String next = job.next()
                .map(moment -> ScheduleText.when(moment, zone(job)))
                .orElse(job.schedule().filter(after -> after.cron().isEmpty()).isPresent() ? "after others" : "-");
        return job.isPaused() ? "paused" : next;
    }

    static String last(Firing firing, ZoneId zone) {
        return ScheduleText.when(firing.fireTime(), zone) + " " + firing.state().label()
                + (firing.run() == null ? "" : ", run " + firing.run());
    }

    private static ZoneId zone(Scheduled job) {
        return job.schedule().map(Schedule::zone).orElse(ZoneOffset.UTC);
    }

    private static ObjectNode json(Scheduled job) {
        ObjectNode line = JsonMapper.shared()
                .createObjectNode()
                .put("job", job.job())
                .put("file", job.file())
                .put("paused", job.isPaused())
                .put("next", job.next().map(Object::toString).orElse(null));
        job.schedule()
                .ifPresent(schedule -> line.put("schedule", ScheduleText.words(schedule))
                        .put("zone", schedule.zone().toString()));
        job.on().ifPresent(on -> line.put("on", ScheduleText.words(on)));
        job.last().ifPresent(last -> line.set("last", ScheduleHistoryCommand.json(last)));
        return line;
    }
}
