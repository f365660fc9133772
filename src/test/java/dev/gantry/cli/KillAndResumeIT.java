package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.Faults;
import dev.gantry.run.BreakStateAtChunk;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gantry.cli.KilledRun.CHUNK;
import static dev.gantry.cli.KilledRun.PLAYERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever ends a run, resuming it publishes what an unbroken run publishes, and reads at most one chunk and one window a
 * kill twice.
 */
class KillAndResumeIT {

    private static final int PAGES = 4;
    private static final int CHUNKS = PLAYERS / CHUNK;
    private static final int RANDOM_RUNS = 6;
    private static final int RANDOM_KILLS_OF_A_RUN = 5;

    /** A killed process leaves a lock that the next one waits two seconds to distrust: so several wait at a time. */
    private static final int AT_ONCE = 5;

    private static List<String> unbroken = List.of();
    private static long unbrokenMillis;

    @TempDir
    private Path temp;

    private interface Ordeal {
        void endure(KilledRun run, int number) throws Exception;
    }

    @BeforeAll
    static void runUnbroken(@TempDir Path temp) throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            long start = System.nanoTime();
            run.resumeToTheEnd();
            unbrokenMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            unbroken = run.rows();
            assertThat(unbroken).hasSize(PLAYERS).doesNotHaveDuplicates();
            run.assertPublished(unbroken);
        }
    }

    @Test
    void survivesAKillAtEveryPageBoundary() throws Exception {
        inRuns(PAGES, (run, page) -> {
            AtomicInteger pages = new AtomicInteger();
            run.killWhen(seen -> KilledRun.isList(seen) && pages.incrementAndGet() == page);
            assertThat(run.gantry().file("published")).doesNotExist();
            run.resumeToTheEnd();
        });
    }

    @Test
    void survivesAKillAtEveryInstantOfEveryChunk() throws Exception {
        inRuns(CHUNKS, (run, chunk) -> {
            run.haltAt(HaltAtChunk.Instant.CHUNK_READ, chunk);
            run.haltAt(HaltAtChunk.Instant.CHUNK_STAGED, 1);
            run.haltAt(HaltAtChunk.Instant.CHUNK_COMMITTED, 1);
            assertThat(run.gantry().file("published")).doesNotExist();
            assertThat(run.gantry().run("runs", "--json").with(ExitCode.DONE).out())
                    .contains("\"status\":\"died\"")
                    .contains("\"rowsRead\":" + Math.min(PLAYERS, chunk * CHUNK) + ",");
            run.resumeToTheEnd();
        });
    }

    @Test
    void survivesThirtyKillsAtRandom() throws Exception {
        inRuns(RANDOM_RUNS, (run, number) -> {
            Random random = new Random(number);
            while (run.kills() < RANDOM_KILLS_OF_A_RUN) {
                boolean killed = random.nextBoolean()
                        ? run.killAtRequest(random.nextInt(1, 2 * CHUNK))
                        : run.killAfter(random.nextLong(unbrokenMillis * 3 / 2));
                if (!killed) {
                    run.assertPublished(unbroken);
                }
            }
            run.resumeToTheEnd();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void stopsAtACheckpointWhenInterrupted(String signal) throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            run.emulator().faults(Faults.parse("latency=300ms"));
            Gantries.Started started = run.start();
            await().until(() -> run.emulator().stats().entryGets() > CHUNK);
            started.signal(signal);
            Gantries.Ended ended = started.await().with(signal.equals("INT") ? ExitCode.INTERRUPTED : ExitCode.STOPPED);
            run.countAsKilled();
            assertThat(ended.err()).contains("Stopping at the next checkpoint");
            assertThat(ended.out()).contains("stopped at a checkpoint", "gantry resume 1");
            assertThat(run.gantry().file("published")).doesNotExist();

            run.emulator().faults(Faults.none());
            run.resumeToTheEnd();
            run.assertPublished(unbroken);
        }
    }

    @Test
    void isStoppedByAnotherProcessAndRefusesToRunTwice() throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            Gantries gantry = run.gantry();
            run.emulator().faults(Faults.parse("latency=800ms"));
            Gantries.Started running = gantry.withChunks(50, KilledRun.WINDOW).start("run", "saves.yml");
            await().until(run::isRecorded);
            Gantries.Started twice = gantry.start("run", "saves.yml");
            Gantries.Started resumed = gantry.start("resume", "1");
            assertThat(twice.await().with(ExitCode.ALREADY_RUNNING).err())
                    .contains("A run of saves is under way: see gantry runs.");
            assertThat(resumed.await().with(ExitCode.MISTAKE).err())
                    .contains("Run 1 of saves is running, so there is nothing to resume.");
            assertThat(gantry.run("stop", "1").with(ExitCode.DONE).out())
                    .contains("Run 1 of saves stops at its next checkpoint; gantry resume 1 goes on with it.");
            assertThat(running.await().with(ExitCode.STOPPED).out())
                    .contains("stopped at a checkpoint", "gantry resume 1");
            run.countAsKilled();

            run.emulator().faults(Faults.none());
            run.resumeToTheEnd();
            run.assertPublished(unbroken);
        }
    }

    /** The first process to come serves the state folder's database to the others. */
    @Test
    void survivesTheEndOfTheProcessThatServesTheDatabase() throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            Emulator emulator = run.emulator();
            Gantries gantry = run.gantry()
                    .job("other.yml", KilledRun.JOB.replace("saves", "other").replace("published", "elsewhere"));
            emulator.faults(Faults.parse("latency=1000ms"));
            Gantries.Started first = run.start();
            await().until(run::isRecorded);
            Gantries.Started second = gantry.start("run", "other.yml");
            await().until(() -> Files.exists(gantry.file(".gantry/staging/2/0.staged"))
                    && Files.size(gantry.file(".gantry/staging/2/0.staged")) > CHUNK);
            first.kill();
            first.await().with(HaltAtChunk.KILLED);
            emulator.faults(Faults.none());
            second.await().with(ExitCode.DONE);
            assertThat(PublishedRows.of(gantry.file("elsewhere"))).isEqualTo(unbroken);
            gantry.run("resume", "1").with(ExitCode.DONE);
            assertThat(run.rows()).isEqualTo(unbroken);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, CHUNKS})
    void goesOnByItselfWhenTheStateBreaks(int chunk) throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            Gantries.Ended ended = run.gantry()
                    .withJvm("-Dspring.main.sources=" + BreakStateAtChunk.class.getName(), "-Dbreak.chunk=" + chunk)
                    .run("run", "saves.yml")
                    .with(ExitCode.DONE);
            assertThat(ended.err())
                    .contains("The state's database went away", "Run 1 goes on from its last checkpoint")
                    .doesNotContain("\tat ");
            assertThat(run.rows()).isEqualTo(unbroken);
            assertThat(run.emulator().stats().entryGets()).isLessThanOrEqualTo(PLAYERS + CHUNK + KilledRun.WINDOW);
        }
    }

    /** So many runs side by side, each of which ends as an unbroken one. */
    private void inRuns(int runs, Ordeal ordeal) throws Exception {
        List<Future<Void>> results = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (int i = 1; i <= runs; i++) {
                int number = i;
                Path folder = Files.createDirectory(temp.resolve("run-" + number));
                results.add(threads.submit(() -> {
                    try (KilledRun run = KilledRun.in(folder)) {
                        ordeal.endure(run, number);
                        run.assertPublished(unbroken);
                        return null;
                    }
                }));
            }
        }
        for (Future<Void> result : results) {
            result.get();
        }
    }
}
