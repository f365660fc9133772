package dev.gantry.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gantry backup}: hands over to its commands. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at backups, proves them and prunes them.",
            "A job with backup: makes them (gantry run), and gantry restore brings back what is in them."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BackupListCommand.class,
            BackupShowCommand.class,
            BackupVerifyCommand.class,
            BackupRecoverableCommand.class,
            BackupDiffCommand.class,
            BackupPruneCommand.class
        })
final class BackupCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? gantry backup --help lists them.");
    }
}
