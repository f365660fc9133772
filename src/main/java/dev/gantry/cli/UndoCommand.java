package dev.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gantry.run.Confirmed;
import dev.gantry.run.Run;
import dev.gantry.run.RunReport;
import dev.gantry.run.RunStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry undo RUN}. */
@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = {
            "Takes back what a run changed in Open Cloud, wherever its write is still the last.",
            "What was there before is written. Entries that somebody changed since are left alone and listed; it then ends with 6.",
            "An undo is a run of its own, and can be undone."
        })
final class UndoCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Its number, as gantry runs shows it.")
    private long id;

    @Option(names = "--plan", description = "Only show what would be taken back.")
    private boolean onlyPlans;

    @Option(names = "--confirm", paramLabel = "WHAT", description = ConfirmText.DESCRIPTION)
    private List<String> confirmed = new ArrayList<>();

    @Option(names = "--json", description = "Print progress and result as JSON lines on standard output.")
    private boolean json;

    @Option(names = "--go-on", description = GoOnText.DESCRIPTION)
    private boolean goOn;

    @Override
    public Integer call() throws Exception {
        try (Application application = Application.engine();
                Watched watched = Watched.by(spec, json)) {
            Run run = Runs.find(application.runner().ledger(), id);
            RunReport report = application
                    .runner()
                    .undo(run, onlyPlans, Confirmed.of(confirmed), goOn, watched.stop(), watched::begin);
            int code = watched.exitCode(report);
            if (onlyPlans && !json && report.status() == RunStatus.DONE) {
                RunJob.printSamples(
                        application.runner().journals(report.run()),
                        spec.commandLine().getOut());
                spec.commandLine().getOut().flush();
            }
            return code;
        }
    }
}
