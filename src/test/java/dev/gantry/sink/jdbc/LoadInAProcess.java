package dev.gantry.sink.jdbc;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import dev.gantry.QuickStart;
import dev.gantry.database.DatabaseAddress;
import dev.gantry.database.Databases;
import dev.gantry.database.FaultyDriver;
import dev.gantry.database.Product;
import dev.gantry.job.Secret;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/** A load in a process of its own, which ends at a commit as {@code kill -9} would end it. */
public final class LoadInAProcess {

    /** What a process ends with that was killed by signal 9. */
    private static final int KILLED = 137;

    private LoadInAProcess() {}

    /** Arguments: url, user, password, mode, key, run, instant, commit, and each log with its length. */
    public static void main(String... arguments) throws InterruptedException {
        DatabaseAddress address = new DatabaseAddress(
                arguments[0],
                Optional.of(arguments[1]).filter(user -> !user.isEmpty()),
                Optional.of(arguments[2])
                        .filter(password -> !password.isEmpty())
                        .map(Secret::of));
        FaultyDriver.Instant instant = FaultyDriver.Instant.valueOf(arguments[6]);
        int commit = Integer.parseInt(arguments[7]);
        FaultyDriver.happens((at, count) -> {
            if (at == instant && count == commit) {
                Runtime.getRuntime().halt(KILLED);
            }
        });
        List<Staged> staged = new ArrayList<>();
        for (int i = 8; i < arguments.length; i += 2) {
            staged.add(new Staged(Path.of(arguments[i]), Long.parseLong(arguments[i + 1])));
        }
        JdbcSink sink = Loads.sink(
                Mode.valueOf(arguments[3]),
                Arrays.stream(arguments[4].split(","))
                        .filter(key -> !key.isEmpty())
                        .toArray(String[]::new));
        try (Databases databases = Product.databases(FaultyDriver.through(address))) {
            sink.publish(
                    staged, new Publishing(Loads.run(arguments[5]), rows -> {}, () -> false, Loads.outside(databases)));
        }
    }

    /** Returns whether it was killed, and not done before that. */
    static boolean isKilled(
            DatabaseAddress address,
            Mode mode,
            String key,
            String run,
            FaultyDriver.Instant instant,
            int commit,
            List<Staged> staged)
            throws Exception {
        List<String> line = new ArrayList<>(List.of(QuickStart.java()));
        line.addAll(QuickStart.options());
        line.addAll(List.of(
                "-cp",
                QuickStart.classPath(),
                LoadInAProcess.class.getName(),
                address.url(),
                address.user().orElse(""),
                address.password().map(Secret::reveal).orElse(""),
                mode.name(),
                key,
                run,
                instant.name(),
                Integer.toString(commit)));
        staged.forEach(log -> line.addAll(List.of(log.file().toString(), Long.toString(log.length()))));
        File printed = File.createTempFile("load", ".out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(printed)
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        int code = process.waitFor();
        assertThat(code).as(java.nio.file.Files.readString(printed.toPath())).isIn(0, KILLED);
        assertThat(printed.delete()).isTrue();
        return code == KILLED;
    }
}
