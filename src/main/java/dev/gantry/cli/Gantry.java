package dev.gantry.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gantry}: shows its help, or hands over to a command. */
@Command(
        name = "gantry",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        description = {
            "Moves data out of Roblox Open Cloud in declarative, resumable jobs that leave the live game its quota.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            ResumeCommand.class,
            StopCommand.class,
            ServeCommand.class,
            ScheduleCommand.class,
            RunsCommand.class,
            ShowCommand.class,
            PreviewCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            UndoCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ValidateCommand.class,
            SchemaCommand.class,
            CatalogCommand.class,
            ScopesCommand.class,
            DoctorCommand.class,
            EmulatorCommand.class
        },
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  gantry run jobs/player-saves.yml --emulator    a whole export against a local Open Cloud",
            "  gantry validate jobs/player-saves.yml          checks a job without running it",
            "  gantry preview jobs/player-saves.yml           its first rows, nothing written",
            "  gantry catalog                                 what else a job can read",
            "  gantry serve                                   runs the jobs of jobs/ by their schedules",
            "  gantry doctor                                  whether keys and machine are ready",
            "",
            "Credentials: ROBLOX_API_KEY, or gantry.connections in config/application.yml.",
            "Exit codes: 0 done, 1 failed and resumable, 2 a mistake of the user, 3 done but rows were rejected,",
            "4 a plan has changes, 5 refused by a guard, 6 conflicts are left, 11 the job is running already, 12 credential or scope, 13 stopped at a checkpoint, 20 damage found in a backup,",
            "130 interrupted, checkpoint kept."
        })
public final class Gantry implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    private Gantry() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Gantry())
                .setExecutionExceptionHandler(Failures::report)
                .setParameterExceptionHandler(Failures::reportUsage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? gantry --help lists them.");
    }
}
