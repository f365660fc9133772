package dev.gantry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import static dev.gantry.cli.KilledRun.PLAYERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever ends a run while it publishes, nobody sees half of it, and resuming it publishes what an unbroken run does. */
@Isolated("a kill is to meet what is there for a few milliseconds only")
class KilledPublicationIT {

    private static List<String> unbroken = List.of();

    @TempDir
    private Path temp;

    @BeforeAll
    static void runUnbroken(@TempDir Path temp) throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            run.resumeToTheEnd();
            unbroken = run.rows();
        }
    }

    @Test
    void survivesKillsWhilePublishing() throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            Gantries.Started first = run.start();
            killOnceThereIs(".published.publishing-1", first, run.gantry().folder());
            run.countAsKilled();
            assertThat(run.gantry().file("published/_SUCCESS")).doesNotExist();

            run.haltAt(HaltAtChunk.Instant.PUBLISHED, 1);
            assertThat(run.rows()).isEqualTo(unbroken);

            assertThat(run.resumeToTheEnd().out()).contains("1,000 rows in 1 file");
            run.assertPublished(unbroken);
            assertThat(run.gantry().file(".gantry/staging")).isEmptyDirectory();
            assertThat(run.emulator().stats().entryGets()).isEqualTo(PLAYERS);
        }
    }

    /** More rows than memory sorts at once, whose keys are in another order than they were read in. */
    @Test
    void survivesAKillWhileItSorts() throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            Gantries gantry =
                    run.gantry().withJvm("-Xmx128m").job("sorted.yml", KilledRun.JOB.replaceFirst("map: .*", """
                            map: '{id: (.id | explode | reverse | implode), pad: (.id * 3000)}'"""));
            Gantries.Started first = gantry.start("run", "sorted.yml");
            killOnceThereIs("rows-", first, gantry.folder());
            assertThat(gantry.file("published")).doesNotExist();
            assertThat(gantry.run("resume").with(ExitCode.DONE).out()).contains("1,000 rows in 1 file");
            assertThat(PublishedRows.query("SELECT count(DISTINCT id) || ' ' || count(*) FROM read_parquet('"
                            + gantry.file("published/*.parquet") + "') WHERE pad = repeat(reverse(id), 3000)"))
                    .containsExactly("1000 1000");
            assertThat(PublishedRows.query("SELECT id FROM read_parquet('" + gantry.file("published/*.parquet") + "')"))
                    .isSorted();
            assertThat(hasOneOf(".published.publishing-1", gantry.folder())).isFalse();
            assertThat(run.emulator().stats().entryGets()).isEqualTo(PLAYERS);
        }
    }

    @Test
    void keepsTheOldPublicationUntilTheNewOneIsWhole() throws Exception {
        try (KilledRun run = KilledRun.in(temp)) {
            run.resumeToTheEnd();
            run.emulator().dataStores().put(1, "PlayerData", "global", "Player_new", "{\"level\":1}");
            killOnceThereIs(".published.publishing-2", run.start(), run.gantry().folder());
            assertThat(run.rows()).isEqualTo(unbroken);
            run.resumeToTheEnd();
            assertThat(run.rows()).hasSize(PLAYERS + 1).containsAll(unbroken);
        }
    }

    private static void killOnceThereIs(String prefix, Gantries.Started running, Path folder) {
        await().pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> !running.process().isAlive() || hasOneOf(prefix, folder));
        running.kill();
        running.await().with(HaltAtChunk.KILLED);
    }

    /** Whether there is a file or folder whose name begins so. */
    private static boolean hasOneOf(String prefix, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(prefix));
        } catch (UncheckedIOException goneMeanwhile) {
            return false;
        }
    }
}
