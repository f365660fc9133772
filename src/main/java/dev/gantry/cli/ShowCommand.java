package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

import dev.gantry.run.Run;
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

    @Override
    public Integer call() {
        try (Application application = Application.engine()) {
            Run run = Runs.find(application.runner().ledger(), id);
            PrintWriter out = spec.commandLine().getOut();
            if (jobText) {
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
}
