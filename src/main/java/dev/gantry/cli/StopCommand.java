package dev.gantry.cli;

import java.util.concurrent.Callable;

import dev.gantry.run.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry stop RUN}. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Asks a run of another process to stop at its next checkpoint, a few seconds away.")
final class StopCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Its number, as gantry runs shows it.")
    private long id;

    @Override
    public Integer call() {
        try (Application application = Application.engine()) {
            Run run = Runs.find(application.runner().ledger(), id);
            application.runner().stop(run);
            spec.commandLine()
                    .getOut()
                    .println("Run " + id + " of " + run.job() + " stops at its next checkpoint; gantry resume " + id
                            + " goes on with it.");
            return ExitCode.DONE;
        }
    }
}
