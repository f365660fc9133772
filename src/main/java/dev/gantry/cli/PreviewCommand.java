package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;

import dev.gantry.job.JobFile;
import dev.gantry.job.Values;
import dev.gantry.opencloud.Connection;
import dev.gantry.run.Components;
import dev.gantry.run.Connections;
import dev.gantry.run.Preview;
import dev.gantry.run.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gantry preview JOB}. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Prints the first rows of a job after its transforms, as JSON lines. Writes nothing.")
final class PreviewCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Mixin
    private final JobOptions options = new JobOptions();

    @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "How many; 20 unless told otherwise.")
    private int rows;

    @Override
    public Integer call() throws Exception {
        var givens = Values.Givens.of(options.params, System.getenv(), Instant.now(), "0");
        var job = JobFile.read(options.file, Components.KINDS, givens).job();
        PrintWriter out = spec.commandLine().getOut();
        JsonMapper json = JsonMapper.shared();
        Settings settings = Application.settings();
        try (OwnEmulator emulator = OwnEmulator.startIf(options.emulator)) {
            Connection connection = emulator.connection()
                    .orElseGet(
                            () -> new Connections(settings, System.getenv()).find(job.connection(), options.baseUrl));
            Preview.of(job, connection, settings, options.limits)
                    .first(rows, row -> out.println(json.writeValueAsString(row.json())));
        }
        out.flush();
        return ExitCode.DONE;
    }
}
