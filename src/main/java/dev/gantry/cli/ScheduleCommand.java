package dev.gantry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry schedule}: looks at schedules and changes them, while they are served or not. */
@Command(
        name = "schedule",
        mixinStandardHelpOptions = true,
        description = {
            "Shows and changes the schedules of this folder's state, while gantry serve runs or not.",
            "What gantry serve has read of the job files is what counts here."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ScheduleListCommand.class, ScheduleHistoryCommand.class})
final class ScheduleCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? gantry schedule --help lists them.");
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Starts a job by its schedule no more, until it is resumed. A run that is under way goes on.")
    int pause(@Parameters(paramLabel = "JOB", description = "The job's name.") String job) {
        try (Application application = Application.scheduler()) {
            application.schedules().pause(job);
            print(job + " is paused. gantry schedule resume " + job + " lets it run again.");
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Starts a job by its schedule again. What was due meanwhile is passed over.")
    int resume(@Parameters(paramLabel = "JOB", description = "The job's name.") String job) {
        try (Application application = Application.scheduler()) {
            application.schedules().resume(job);
            print(job + " runs by its schedule again.");
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "run",
            mixinStandardHelpOptions = true,
            description = {
                "Has gantry serve run a job now, even if it is paused; jobs that run after: it follow.",
                "gantry run FILE runs a job in the foreground instead."
            })
    int runNow(@Parameters(paramLabel = "JOB", description = "The job's name.") String job) {
        try (Application application = Application.scheduler()) {
            application.schedules().runNow(job);
            print(job
                    + (application.schedules().areServed()
                            ? " starts within a few seconds. gantry runs shows how it stands."
                            : " starts as soon as gantry serve does, which is not running now."));
            return ExitCode.DONE;
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
