package dev.gantry.cli;

import java.util.concurrent.Callable;

import dev.gantry.job.JobSchema;
import dev.gantry.run.Components;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gantry schema}. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the JSON Schema of job files, from which editors complete and check them.",
            "With it saved as gantry.schema.json, a job file may begin:",
            "  # yaml-language-server: $schema=gantry.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(JobSchema.of(Components.KINDS));
        return ExitCode.DONE;
    }
}
