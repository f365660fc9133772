package dev.gantry.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gantry.job.UserMistake;
import dev.gantry.run.Confirmed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gantry run JOB}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a job now, from its beginning, and publishes its result whole or not at all.",
            "Ctrl-C stops at a checkpoint; a killed run loses nothing: gantry resume goes on with either."
        })
final class RunCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Mixin
    private final JobOptions options = new JobOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Read at most N rows of each partition.")
    private @Nullable Long limit;

    @Option(names = "--json", description = "Print progress and result as JSON lines on standard output.")
    private boolean json;

    @Option(names = "--dry-run", description = "Change nothing: the same as gantry plan.")
    private boolean dryRun;

    @Option(names = "--confirm", paramLabel = "WHAT", description = ConfirmText.DESCRIPTION)
    private List<String> confirmed = new ArrayList<>();

    @Option(names = "--go-on", description = GoOnText.DESCRIPTION)
    private boolean goOn;

    @Option(
            names = "--for",
            paramLabel = "FROM..TO",
            description =
                    "Run once for each fire time of the job's schedule on these days, as in 2026-11-01..2026-11-07,"
                            + " the oldest first, until one fails; the same again goes on there.")
    private @Nullable String range;

    @Override
    public Integer call() throws Exception {
        RunJob job = new RunJob(spec, options, limit, json);
        if (range != null && !dryRun) {
            return new BackfillJob(job, range).run(Confirmed.of(confirmed), goOn);
        }
        if (range != null) {
            throw new UserMistake(
                    "--for and --dry-run do not go together: gantry plan shows what one run would change.");
        }
        return dryRun ? job.plan(null) : job.run(Confirmed.of(confirmed), goOn);
    }
}
