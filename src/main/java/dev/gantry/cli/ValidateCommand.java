package dev.gantry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import dev.gantry.job.JobFile;
import dev.gantry.job.UserMistake;
import dev.gantry.job.Values;
import dev.gantry.run.Components;
import dev.gantry.schedule.ScheduleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry validate [JOB...]}. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Checks job files as a whole without running them: every problem with file, line and column.",
            "Of a schedule it tells the zone, the next five fire times, and what happens when clocks change.",
            "Notes follow where a job reads something deprecated, or something that only a cookie opens.",
            "Asks nobody anything; whether a store exists shows when the job runs."
        })
final class ValidateCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "JOB", description = "Job files; without any, all of jobs/.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--param", paramLabel = "NAME=VALUE", description = "As for gantry run. Repeatable.")
    private Map<String, String> params = new LinkedHashMap<>();

    @Override
    public Integer call() {
        List<Path> checked = files.isEmpty() ? all() : files;
        int code = ExitCode.DONE;
        for (Path file : checked) {
            code = Math.max(code, check(file));
        }
        return code;
    }

    private int check(Path file) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            var job = JobFile.read(
                            file, Components.KINDS, Values.Givens.forCheck(params, System.getenv(), Instant.now()))
                    .job();
            out.println(file + ": " + job.name() + " is valid.");
            job.schedule().ifPresent(schedule -> ScheduleText.print(schedule, Instant.now(), out));
            job.on().ifPresent(on -> out.println("  starts    " + ScheduleText.words(on)));
            JobNotes.of(job).forEach(note -> out.println("  note: " + note));
            return ExitCode.DONE;
        } catch (UserMistake mistake) {
            return Failures.print(mistake, spec.commandLine().getErr());
        }
    }

    private static List<Path> all() {
        Path jobs = Path.of("jobs");
        try (Stream<Path> entries = Files.list(jobs)) {
            List<Path> found = entries.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new UserMistake("jobs/ holds no .yml file. Name the files to check.");
            }
            return found;
        } catch (IOException unreadable) {
            throw new UserMistake("There is no folder jobs/ here that can be read. Name the files to check.");
        }
    }
}
