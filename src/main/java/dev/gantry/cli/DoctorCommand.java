package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;

import dev.gantry.cli.doctor.Doctor;
import dev.gantry.cli.doctor.Finding;
import dev.gantry.cli.doctor.Findings;
import dev.gantry.cli.text.Wrapped;
import dev.gantry.opencloud.Connection;
import dev.gantry.run.Connections;
import dev.gantry.run.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code gantry doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at what runs depend on, and says what is not right and what to do.",
            "At job files, credentials, Open Cloud's address and clock, the API key with its expiry and scopes, the state"
                    + " folder and its disk. Asks Open Cloud three or four things, none of which draws on a universe's"
                    + " quota. Prints no secret."
        },
        footerHeading = "%nExit codes:%n",
        footer = "  0 nothing failed, 12 a credential or scope is not right, 1 something else")
final class DoctorCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    private CommandSpec spec;

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "One of gantry.connections in config/application.yml; default unless told otherwise.")
    private @Nullable String connection;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Ask there instead of Roblox: an emulator, a proxy. Also GANTRY_BASE_URL.")
    private @Nullable String baseUrl;

    @Option(names = "--json", description = "Print one JSON line a check.")
    private boolean json;

    @Override
    public Integer call() {
        Settings settings = Application.settings();
        Connection found = new Connections(settings, System.getenv()).find(Optional.ofNullable(connection), baseUrl);
        Doctor doctor = new Doctor(found, Path.of("jobs"), settings.state(), System.getenv(), Clock.systemUTC());
        Findings findings = doctor.examine(DoctorCommand::openState);
        PrintWriter out = spec.commandLine().getOut();
        findings.all().forEach(finding -> print(finding, out));
        out.flush();
        return findings.lackAccess() ? ExitCode.CREDENTIAL : findings.fail() ? ExitCode.FAILED : ExitCode.DONE;
    }

    private void print(Finding finding, PrintWriter out) {
        if (json) {
            out.println(JsonMapper.shared()
                    .createObjectNode()
                    .put("status", finding.level().label())
                    .put("check", finding.check())
                    .put("text", finding.text()));
        } else {
            Wrapped.print(out, String.format("%-5s %-12s ", finding.level().label(), finding.check()), finding.text());
        }
    }

    /** What is wrong with the state, if anything is. */
    private static Optional<String> openState() {
        try (Application application = Application.engine()) {
            application.runner().ledger().newest(1);
            return Optional.empty();
        } catch (RuntimeException failure) {
            Throwable meant = Failures.meant(failure);
            if (Failures.isExpected(meant)) {
                return Optional.of(String.valueOf(meant.getMessage()));
            }
            throw failure;
        }
    }
}
