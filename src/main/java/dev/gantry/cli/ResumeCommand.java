package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.gantry.job.UserMistake;
import dev.gantry.run.Run;
import dev.gantry.run.RunLedger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry resume [RUN]}. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a run that was stopped, failed or was killed, from its last checkpoint.",
            "The job is taken as it was when the run started, whatever its file says by now."
        })
final class ResumeCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "Its number; without one, the newest unfinished run.")
    private @Nullable Long id;

    @Option(names = "--json", description = "Print progress and result as JSON lines on standard output.")
    private boolean json;

    @Option(names = "--go-on", description = GoOnText.OF_RESUME)
    private boolean goOn;

    @Override
    public Integer call() throws Exception {
        try (Application application = Application.engine()) {
            Run run = find(application.runner().ledger());
            tellIfChanged(run);
            try (OwnEmulator emulator = OwnEmulator.startIf(run.terms().emulator());
                    Watched watched = Watched.by(spec, json)) {
                return watched.exitCode(
                        application.runner().resume(run, emulator.connection(), goOn, watched.stop(), watched::begin));
            }
        }
    }

    /** Whoever edits a job and resumes its run expects the edit to count: it would make nonsense of the checkpoint. */
    private void tellIfChanged(Run run) {
        Path file = Path.of(run.file());
        try {
            if (Files.isRegularFile(file) && !Files.readString(file).equals(run.text())) {
                spec.commandLine()
                        .getErr()
                        .println(file + " has changed since run " + run.id()
                                + " started. The run goes on with the job as it was; gantry run " + file
                                + " starts a new one with the job as it is.");
                spec.commandLine().getErr().flush();
            }
        } catch (IOException unreadable) {
            // The run does not need the file: its text is kept.
            spec.commandLine().getErr().println(file + " cannot be read now; the run has its text and goes on.");
        }
    }

    private Run find(RunLedger ledger) {
        return id == null
                ? ledger.newestResumable()
                        .orElseThrow(
                                () -> new UserMistake("No run waits to be resumed. gantry runs lists those there are."))
                : Runs.find(ledger, id);
    }
}
