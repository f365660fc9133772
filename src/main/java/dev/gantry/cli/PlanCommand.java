package dev.gantry.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gantry plan JOB}. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a job would change in Open Cloud, and changes nothing.",
            "With -o the plan is kept: gantry apply makes exactly these changes, where the entries still are what they were.",
            "Ends with 4 if there are changes, 0 if there are none."
        })
final class PlanCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Mixin
    private final JobOptions options = new JobOptions();

    @Option(names = "-o", paramLabel = "FILE", description = "Keep the plan there. It holds players' values.")
    private @Nullable Path output;

    @Option(names = "--limit", paramLabel = "N", description = "Read at most N rows of each partition.")
    private @Nullable Long limit;

    @Option(names = "--json", description = "Print progress and result as JSON lines on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        return new RunJob(spec, options, limit, json).plan(output);
    }
}
