package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.RequestSeen;
import dev.gantry.run.HaltAtChunk;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** One run of all players' saves against an emulator of its own, killed and resumed until it is done. */
final class KilledRun implements AutoCloseable {

    static final int PLAYERS = 1_000;
    static final int CHUNK = 200;
    static final int WINDOW = 64;

    static final String JOB = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, partitions: none}
            transform:
              - map: '{id, value, revisionId, etag, saved: .revisionCreateTime}'
            sink:
              parquet: {path: published, key: [id]}
            limits: {read: none, list: none, write: none, remove: none}
            """;

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false));
    private final Gantries gantry;
    private volatile Predicate<RequestSeen> moment = seen -> false;
    private volatile Gantries.@Nullable Started victim;
    private volatile boolean isRecorded;
    private int runs;
    private int kills;

    private KilledRun(Path folder) {
        gantry = Gantries.in(folder.resolve("work"), folder)
                .against(emulator)
                .withChunks(CHUNK, WINDOW)
                .job("saves.yml", JOB);
        emulator.listen(this::killAtItsMoment);
    }

    /** In an empty folder of its own; nothing runs yet. */
    static KilledRun in(Path folder) {
        return new KilledRun(folder);
    }

    static boolean isList(RequestSeen seen) {
        return seen.operation().startsWith("Cloud_ListDataStoreEntries");
    }

    Emulator emulator() {
        return emulator;
    }

    Gantries gantry() {
        return gantry;
    }

    int kills() {
        return kills;
    }

    /** Whether there is a run to be resumed. */
    boolean isRecorded() {
        return isRecorded;
    }

    List<String> rows() throws SQLException {
        return PublishedRows.of(gantry.file("published"));
    }

    /** The run's first try, or one more. */
    Gantries.Started start() {
        return start(gantry);
    }

    /** The next try is killed before the first such request is answered. */
    void killWhen(Predicate<RequestSeen> wanted) {
        moment = wanted;
        isKilled(start().await().with(HaltAtChunk.KILLED));
    }

    /** The next try is killed before its n-th request is answered, if there are so many. Returns whether it was. */
    boolean killAtRequest(int n) {
        long before = emulator.stats().requests();
        moment = seen -> seen.ordinal() == before + n;
        return isKilled(start().await());
    }

    /** The next try is killed so long after its start, if it takes so long. Returns whether it was. */
    boolean killAfter(long millis) throws InterruptedException {
        Gantries.Started started = start();
        if (!started.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
            started.kill();
        }
        return isKilled(started.await());
    }

    /** The next try ends at this instant of its n-th chunk. */
    void haltAt(HaltAtChunk.Instant instant, int chunk) {
        isKilled(start(gantry.withJvm(
                        "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                        "-Dhalt.at=" + instant,
                        "-Dhalt.chunk=" + chunk))
                .await()
                .with(HaltAtChunk.KILLED));
    }

    /** Something that is not a kill, but may cost as much, has ended a try. */
    void countAsKilled() {
        kills++;
    }

    Gantries.Ended resumeToTheEnd() {
        Gantries.Ended ended = start().await();
        assertThat(isKilled(ended)).isFalse();
        return ended;
    }

    /** Asserts the rows, that nothing else lies about, and how many gets it took. */
    void assertPublished(List<String> expected) throws SQLException, IOException {
        assertThat(rows()).isEqualTo(expected);
        assertThat(emulator.stats().entryGets())
                .as("gets of %s runs and %s kills", runs, kills)
                .isLessThanOrEqualTo((long) runs * PLAYERS + (long) kills * (CHUNK + WINDOW));
        assertThat(names(gantry.folder())).containsExactlyInAnyOrder(".gantry", "published", "saves.yml");
        assertThat(names(gantry.file("published"))).contains("_SUCCESS", "_schema.json");
    }

    @Override
    public void close() {
        emulator.close();
    }

    private Gantries.Started start(Gantries with) {
        Gantries.Started started = isRecorded ? with.start("resume") : with.start("run", "saves.yml");
        victim = started;
        return started;
    }

    private void killAtItsMoment(RequestSeen seen) {
        Gantries.Started running = victim;
        if (running != null && moment.test(seen)) {
            moment = later -> false;
            running.kill();
        }
        isRecorded |= isList(seen);
    }

    /** Counts how a try ended, as a kill or else as the run's end. */
    private boolean isKilled(Gantries.Ended ended) {
        moment = seen -> false;
        if (ended.code() == HaltAtChunk.KILLED) {
            kills++;
            return true;
        }
        // The try before may have been killed when all was done but its own end.
        if (!ended.err().contains("No run waits to be resumed")) {
            ended.with(ExitCode.DONE);
        }
        runs++;
        isRecorded = false;
        return false;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
