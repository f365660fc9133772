package dev.gantry.cli;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command without a job file that asks Open Cloud: whom, by what credential, how fast. */
final class ConnectionOptions {

    @Option(names = "--limits", paramLabel = "JSON", description = "As for gantry run.")
    @Nullable String limits;

    @Option(names = "--base-url", paramLabel = "URL", description = "As for gantry run.")
    @Nullable String baseUrl;

    @Option(names = "--connection", paramLabel = "NAME", description = "A connection of config/application.yml.")
    private @Nullable String connection;

    Optional<String> connection() {
        return Optional.ofNullable(connection);
    }
}
