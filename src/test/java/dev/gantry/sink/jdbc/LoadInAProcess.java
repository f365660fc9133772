package dev.gantry.sink.jdbc;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

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

/**
 * Loads in a process of their own, each into a database of its own. Each stands still at a commit of its choosing, and
 * when all stand still the process ends as {@code kill -9} would end it: so one kill hits every one at its instant.
 */
public final class LoadInAProcess {

    /** What a process ends with that was killed by signal 9. */
    private static final int KILLED = 137;

    private LoadInAProcess() {}

    /**
     * A load, and where it stands still.
     *
     * @param commit counted from 1
     */
    record Doomed(
            DatabaseAddress address,
            Mode mode,
            String key,
            String run,
            FaultyDriver.Instant instant,
            int commit,
            List<Staged> staged) {

        private List<String> asArguments() {
            List<String> line = new ArrayList<>(List.of(
                    address.url(),
                    address.user().orElse(""),
                    address.password().map(Secret::reveal).orElse(""),
                    mode.name(),
                    key,
                    run,
                    instant.name(),
                    Integer.toString(commit),
                    Integer.toString(staged.size())));
            staged.forEach(log -> line.addAll(List.of(log.file().toString(), Long.toString(log.length()))));
            return line;
        }

        private static Doomed of(Iterator<String> arguments) {
            DatabaseAddress address = new DatabaseAddress(
                    arguments.next(),
                    Optional.of(arguments.next()).filter(user -> !user.isEmpty()),
                    Optional.of(arguments.next())
                            .filter(password -> !password.isEmpty())
                            .map(Secret::of));
            Mode mode = Mode.valueOf(arguments.next());
            String key = arguments.next();
            String run = arguments.next();
            FaultyDriver.Instant instant = FaultyDriver.Instant.valueOf(arguments.next());
            int commit = Integer.parseInt(arguments.next());
            List<Staged> staged = new ArrayList<>();
            for (int logs = Integer.parseInt(arguments.next()); logs > 0; logs--) {
                staged.add(new Staged(Path.of(arguments.next()), Long.parseLong(arguments.next())));
            }
            return new Doomed(address, mode, key, run, instant, commit, staged);
        }

        /** Loads to the end, which says so on standard output, or to where it stands still for good. */
        private void load(CountDownLatch moving) {
            AtomicBoolean stands = new AtomicBoolean();
            FaultyDriver.happens(address, (at, count) -> {
                if (at == instant && count == commit) {
                    stands.set(true);
                    moving.countDown();
                }
                // Whatever else of this load is under way comes no further either.
                while (stands.get()) {
                    park();
                }
            });
            JdbcSink sink = Loads.sink(mode, key.isEmpty() ? new String[0] : new String[] {key});
            try (Databases databases = Product.databases(FaultyDriver.through(address))) {
                sink.publish(staged, new Publishing(Loads.run(run), rows -> {}, () -> false, Loads.outside(databases)));
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            System.out.println(address.url());
            moving.countDown();
        }
    }

    private static void park() {
        try {
            new CountDownLatch(1).await(); // until the process is killed
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Arguments: each load's, one after the other. */
    public static void main(String... arguments) throws InterruptedException {
        Iterator<String> left = Arrays.asList(arguments).iterator();
        List<Doomed> loads = new ArrayList<>();
        while (left.hasNext()) {
            loads.add(Doomed.of(left));
        }
        CountDownLatch moving = new CountDownLatch(loads.size());
        loads.forEach(load -> Thread.ofPlatform()
                .uncaughtExceptionHandler((thread, failure) -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                })
                .start(() -> load.load(moving)));
        moving.await();
        System.out.flush();
        Runtime.getRuntime().halt(KILLED);
    }

    /** Runs loads until all stand still or are done, and kills them. Returns the addresses of those that were done. */
    static List<String> kill(List<Doomed> loads) throws Exception {
        List<String> line = new ArrayList<>(List.of(QuickStart.java()));
        line.addAll(QuickStart.options());
        line.addAll(List.of("-cp", QuickStart.classPath(), LoadInAProcess.class.getName()));
        loads.forEach(load -> line.addAll(load.asArguments()));
        File printed = File.createTempFile("load", ".out");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(printed)
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("not all stand still after 90 s: " + Files.readString(printed.toPath()));
        }
        String out = Files.readString(printed.toPath());
        assertThat(process.exitValue()).as(out).isEqualTo(KILLED);
        assertThat(printed.delete()).isTrue();
        return out.lines().filter(url -> url.startsWith("jdbc:")).toList();
    }
}
