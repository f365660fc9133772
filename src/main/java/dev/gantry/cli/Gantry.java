package dev.gantry.cli;

import java.util.LinkedHashMap;
import java.util.Map;

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

    /** By their names, in the order that the help lists them. */
    private static final Map<String, Class<?>> COMMANDS = commands();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    private Gantry() {}

    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /**
     * @param args what it is going to read. If they begin with a command it knows that one alone: to read the
     *     descriptions of all takes longer than most of them run.
     */
    static CommandLine commandLine(String... args) {
        CommandLine gantry = new CommandLine(new Gantry());
        COMMANDS.entrySet().stream()
                .filter(command -> args.length == 0
                        || !COMMANDS.containsKey(args[0])
                        || command.getKey().equals(args[0]))
                .forEach(command -> gantry.addSubcommand(command.getKey(), command.getValue()));
        return gantry.setExecutionExceptionHandler(Failures::report)
                .setParameterExceptionHandler(Failures::reportUsage)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true);
    }

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand.class);
        commands.put("resume", ResumeCommand.class);
        commands.put("stop", StopCommand.class);
        commands.put("serve", ServeCommand.class);
        commands.put("schedule", ScheduleCommand.class);
        commands.put("runs", RunsCommand.class);
        commands.put("show", ShowCommand.class);
        commands.put("preview", PreviewCommand.class);
        commands.put("plan", PlanCommand.class);
        commands.put("apply", ApplyCommand.class);
        commands.put("undo", UndoCommand.class);
        commands.put("backup", BackupCommand.class);
        commands.put("restore", RestoreCommand.class);
        commands.put("erase", EraseCommand.class);
        commands.put("validate", ValidateCommand.class);
        commands.put("schema", SchemaCommand.class);
        commands.put("catalog", CatalogCommand.class);
        commands.put("scopes", ScopesCommand.class);
        commands.put("doctor", DoctorCommand.class);
        commands.put("emulator", EmulatorCommand.class);
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? gantry --help lists them.");
    }
}
