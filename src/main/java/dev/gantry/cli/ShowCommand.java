package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import dev.gantry.run.Run;
import dev.gantry.writeback.JournaledChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry show RUN}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows one run: its job as it was, how it stands, what it cost, what it made, why it failed.")
final class ShowCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "Its number, as gantry runs shows it.")
    private long id;

    @Option(names = "--json", description = "Print one JSON line.")
    private boolean json;

    @Option(names = "--job", description = "Print the job's text as it was when the run started, and nothing else.")
    private boolean jobText;

    @Option(
            names = "--changes",
            description =
                    "List what the run changed in Open Cloud, entry by entry, from its journal; with --json as JSON"
                            + " lines.")
    private boolean changes;

    @Option(names = "--skip", paramLabel = "N", description = "With --changes: pass over the first N.")
    private long skip;

    @Option(
            names = "-n",
            paramLabel = "N",
            defaultValue = "50",
            description = "With --changes: at most N. Default: 50.")
    private long most;

    @Override
    public Integer call() {
        try (Application application = Application.engine()) {
            Run run = Runs.find(application.runner().ledger(), id);
            PrintWriter out = spec.commandLine().getOut();
            if (changes) {
                printChanges(application.runner().journals(run), out);
            } else if (jobText) {
                out.print(run.text());
            } else if (json) {
                out.println(RunAsJson.of(run));
            } else {
                Summary.print(run, run.result(), out);
            }
            out.flush();
            return ExitCode.DONE;
        }
    }

    private void printChanges(Path journals, PrintWriter out) {
        long[] seen = new long[1];
        JournaledChange.each(journals, change -> {
            seen[0]++;
            if (seen[0] > skip && seen[0] <= skip + most) {
                if (json) {
                    out.println(ChangeText.json(change));
                } else {
                    ChangeText.print(change, out);
                }
            }
            return seen[0] <= skip + most;
        });
        if (!json && seen[0] > skip + most) {
            out.println("More: gantry show " + id + " --changes --skip " + (skip + most));
        }
        if (!json && seen[0] == 0) {
            out.println("Run " + id + " changed nothing in Open Cloud.");
        }
    }
}
