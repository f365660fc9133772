package dev.gantry.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command says that reads from Open Cloud for a job. */
final class JobOptions {

    @Parameters(paramLabel = "JOB", description = "The job's YAML file.")
    @SuppressWarnings("NullAway.Init") // picocli injects it before it calls
    Path file;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A value for $${NAME} in the job, before its own params: and the environment. Repeatable.")
    Map<String, String> params = new LinkedHashMap<>();

    @Option(
            names = "--limits",
            paramLabel = "JSON",
            description = "For this run, instead of what the job's limits: says, as in '{\"share\": \"20%%\"}'.")
    @Nullable String limits;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Send every request there instead of to Roblox: an emulator, a proxy. Also GANTRY_BASE_URL.")
    @Nullable String baseUrl;

    @Option(
            names = "--emulator",
            description = "Run against a local Open Cloud, started for this run: 10,000 seeded players, 2,000 online,"
                    + " limits on.")
    boolean emulator;
}
