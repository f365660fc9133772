package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.gantry.job.JobFile;
import dev.gantry.job.Values;
import dev.gantry.run.Components;
import dev.gantry.run.RunRequest;
import dev.gantry.run.RunTerms;
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

    @Override
    public Integer call() throws Exception {
        checkJobFirst();
        RunTerms terms = new RunTerms(Map.of(), options.limits, limit, options.baseUrl, options.emulator);
        try (OwnEmulator emulator = OwnEmulator.startIf(options.emulator);
                Application application = Application.engine();
                Watched watched = Watched.by(spec, json)) {
            RunRequest request = new RunRequest(options.file, options.params, terms, emulator.connection());
            return watched.exitCode(application.runner().start(request, watched.stop(), watched::begin));
        }
    }

    /** A job with mistakes is refused at once, before anything starts; what people should know of it is told. */
    private void checkJobFirst() {
        if (limit != null && limit < 1) {
            throw new dev.gantry.job.UserMistake("--limit takes a number of rows from 1, found " + limit + ".");
        }
        var job = JobFile.read(
                        options.file,
                        Components.KINDS,
                        Values.Givens.of(options.params, System.getenv(), Instant.now(), "0"))
                .job();
        PrintWriter err = spec.commandLine().getErr();
        JobNotes.of(job).forEach(note -> err.println("note: " + note));
    }
}
