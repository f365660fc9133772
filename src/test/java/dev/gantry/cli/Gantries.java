package dev.gantry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.QuickStart;
import dev.gantry.emulator.Emulator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gantry as its users meet it: processes of its own, in a folder of their own, one after the other or side by side.
 *
 * <p>Built up by {@code with...}, each of which returns another one.
 */
final class Gantries {

    /** {@code -Dgantries.patience=900}, in seconds, where a long version runs on a loaded machine. */
    static final Duration PATIENCE = Duration.ofSeconds(Integer.getInteger("gantries.patience", 90));

    private static final AtomicInteger STARTED = new AtomicInteger();

    static {
        // What a process has come to is awaited as patiently as its end: it starts slowly where much else runs.
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private final Path folder;
    private final Path logs;
    private final Map<String, String> environment;
    private final List<String> jvm;
    private final @Nullable OneProcess process;

    private Gantries(
            Path folder, Path logs, Map<String, String> environment, List<String> jvm, @Nullable OneProcess process) {
        this.folder = folder;
        this.logs = logs;
        this.environment = environment;
        this.jvm = jvm;
        this.process = process;
    }

    /**
     * Without any connection.
     *
     * @param folder which they work in; made if it is not there
     * @param logs folder of what they print, so that the other holds what Gantry makes and nothing else
     */
    static Gantries in(Path folder, Path logs) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Gantries(folder, logs, Map.of(), List.of(), null);
    }

    /** Sends everything to this emulator, with the key that may do everything. */
    Gantries against(Emulator emulator) {
        return with("ROBLOX_API_KEY", emulator.apiKey())
                .with("GANTRY_BASE_URL", emulator.baseUri().toString());
    }

    /** A variable of the environment. */
    Gantries with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Gantries(folder, logs, more, jvm, process);
    }

    /** An option of the JVM. */
    Gantries withJvm(String... options) {
        List<String> more = new ArrayList<>(jvm);
        more.addAll(List.of(options));
        return new Gantries(folder, logs, environment, more, process);
    }

    /** Whose commands that are run to their end have one process, while that is open; those started still have their own. */
    Gantries in(OneProcess shared) {
        return new Gantries(folder, logs, environment, jvm, shared);
    }

    /** Each of whose commands has a process of its own. */
    Gantries inTheirOwn() {
        return new Gantries(folder, logs, environment, jvm, null);
    }

    Gantries withChunks(int rows, int window) {
        return withJvm("-Dgantry.read.chunk=" + rows, "-Dgantry.read.window=" + window);
    }

    /** With the repository's {@code config/application.yml}; returns this. */
    Gantries configured() {
        try {
            Files.createDirectories(file("config"));
            Files.copy(Path.of("config", "application.yml"), file("config/application.yml"));
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Path folder() {
        return folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a job file; returns this. */
    Gantries job(String name, String text) {
        try {
            Files.writeString(file(name), text);
            return this;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Runs one to its end. */
    Ended run(String... arguments) {
        if (process == null) {
            return start(arguments).await();
        }
        Path out = log(".out");
        Path err = log(".err");
        int code = process.run(List.of(folder, environment, jvm), processOf(CommandsInTurn.class), out, err, arguments);
        return new Ended(code, read(out), read(err), "gantry " + String.join(" ", arguments));
    }

    /** Starts one. */
    Started start(String... arguments) {
        Path out = log(".out");
        Path err = log(".err");
        ProcessBuilder builder =
                processOf(Gantry.class, arguments).redirectOutput(out.toFile()).redirectError(err.toFile());
        try {
            return new Started(builder.start(), out, err, String.join(" ", arguments));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What was printed so far; nothing if the file was not made. */
    static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path log(String suffix) {
        return logs.resolve("gantry-" + STARTED.incrementAndGet() + suffix).toAbsolutePath();
    }

    private ProcessBuilder processOf(Class<?> main, String... arguments) {
        List<String> line = new ArrayList<>();
        line.add(QuickStart.java());
        line.addAll(QuickStart.options());
        line.addAll(jvm);
        line.addAll(List.of("-cp", QuickStart.classPath(), main.getName()));
        line.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("ROBLOX_")
                        || name.startsWith("GANTRY_")
                        || name.startsWith("JAVA_")
                        || name.startsWith("AWS_"));
        builder.environment().remove("UNIVERSE_ID");
        builder.environment().putAll(environment);
        return builder;
    }

    /** A process that may still run. */
    record Started(Process process, Path stdout, Path stderr, String arguments) {

        /** As {@code kill -9} does. */
        void kill() {
            process.destroyForcibly();
        }

        /** Sends a signal by its name, such as {@code INT}, which Ctrl-C sends. */
        void signal(String name) {
            try {
                int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
                assertThat(code).as("exit code of kill -" + name).isZero();
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        }

        String out() {
            return read(stdout);
        }

        String err() {
            return read(stderr);
        }

        Ended await() {
            try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    kill();
                    throw new AssertionError(
                            "gantry " + arguments + " did not end in " + PATIENCE + ": " + out() + err());
                }
                return new Ended(process.exitValue(), out(), err(), "gantry " + arguments);
            } catch (InterruptedException interrupted) {
                kill();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    /** How a process ended, and what it printed. */
    record Ended(int code, String out, String err, String line) {

        /** Asserts the exit code, showing the output if it is another. */
        Ended with(int expected) {
            assertThat(code).as("%s%nout: %s%nerr: %s", line, out, err).isEqualTo(expected);
            return this;
        }

        String all() {
            return out + err;
        }
    }
}
