package dev.gantry.cli;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that many command lines share, for tests of what commands say and do: most of a command's time is its
 * process's start. What ends a process, or needs two of them, is not to be tested so. Those that differ in folder,
 * environment or options of the JVM do not share one. For one thread.
 */
final class OneProcess implements AutoCloseable {

    private final Map<List<Object>, Serving> serving = new HashMap<>();

    private record Serving(Process process, DataOutputStream lines, DataInputStream codes) {}

    /**
     * Carries out a command line.
     *
     * @param alike what those have in common that may share a process
     * @param start how it is started if there is none
     * @return the exit code that it would end with
     */
    int run(List<Object> alike, ProcessBuilder start, Path out, Path err, String... arguments) {
        Serving process = serving.computeIfAbsent(alike, unknown -> open(start, err));
        Thread patience = Thread.ofVirtual().start(() -> killInTheEnd(process.process()));
        try {
            process.lines().writeUTF(out.toString());
            process.lines().writeUTF(err.toString());
            process.lines().writeInt(arguments.length);
            for (String argument : arguments) {
                process.lines().writeUTF(argument);
            }
            process.lines().flush();
            return process.codes().readInt();
        } catch (IOException ended) {
            serving.remove(alike);
            process.process().destroyForcibly();
            throw new AssertionError(
                    "gantry " + String.join(" ", arguments) + " ended its process, or did not end in "
                            + Gantries.PATIENCE + ": " + Gantries.read(out) + Gantries.read(err),
                    ended);
        } finally {
            patience.interrupt();
        }
    }

    private static void killInTheEnd(Process process) {
        try {
            if (!process.waitFor(Gantries.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException itEndedInTime) {
            Thread.currentThread().interrupt();
        }
    }

    private static Serving open(ProcessBuilder start, Path err) {
        try {
            Process process = start.redirectOutput(ProcessBuilder.Redirect.PIPE)
                    .redirectError(
                            err.resolveSibling(err.getFileName() + ".process").toFile())
                    .start();
            return new Serving(
                    process,
                    new DataOutputStream(process.getOutputStream()),
                    new DataInputStream(process.getInputStream()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        serving.values().forEach(OneProcess::end);
        serving.clear();
    }

    private static void end(Serving ended) {
        try {
            ended.lines().close();
            boolean isOver = ended.process().waitFor(Gantries.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(isOver).as("the process ends when nobody has commands").isTrue();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        } finally {
            ended.process().destroyForcibly();
        }
    }
}
