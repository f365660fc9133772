package dev.gantry.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.gantry.run.Confirmed;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gantry apply PLAN}. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the changes of a plan, each only if its entry still is what it was when the plan was made.",
            "Ends with 6 if some were not: those entries are left alone. What is as planned already is not written again."
        })
final class ApplyCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Parameters(paramLabel = "PLAN", description = "What gantry plan -o wrote.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private Path plan;

    @Option(names = "--confirm", paramLabel = "WHAT", description = ConfirmText.DESCRIPTION)
    private List<String> confirmed = new ArrayList<>();

    @Option(names = "--base-url", paramLabel = "URL", description = "As for gantry run.")
    private @Nullable String baseUrl;

    @Option(names = "--json", description = "Print progress and result as JSON lines on standard output.")
    private boolean json;

    @Option(names = "--go-on", description = GoOnText.DESCRIPTION)
    private boolean goOn;

    @Override
    public Integer call() throws Exception {
        try (Application application = Application.engine();
                Watched watched = Watched.by(spec, json)) {
            return watched.exitCode(application
                    .runner()
                    .apply(plan, Confirmed.of(confirmed), baseUrl, goOn, watched.stop(), watched::begin));
        }
    }
}
