package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Faults;
import dev.gantry.emulator.wire.OperationClass;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What keeps a run of changes from doing harm, as people meet it. */
class GuardedRunsIT {

    private static final int KEYS = 120;

    private static final String JOB = """
            job: add
            source:
              data-store-entries: {universe: "1", data-store: Saves, values: false, partitions: none}
            transform: [{map: '{id}'}]
            sink:
              data-store-entries:
                universe: "1"
                data-store: Saves
                id: "{.id}"
                update: .coins += 1
            limits: {read: none, list: none, write: none, remove: none}
            """;

    @TempDir
    private Path temp;

    @SuppressWarnings("NullAway.Init") // before each test
    private Emulator emulator;

    @SuppressWarnings("NullAway.Init") // before each test
    private Gantries gantry;

    private final OneProcess process = new OneProcess();

    @BeforeEach
    void begin() {
        emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(0).withLimits(false));
        for (int i = 0; i < KEYS; i++) {
            emulator.dataStores().put(1, "Saves", "global", "k" + i, "{\"coins\":0}");
        }
        gantry = Gantries.in(temp.resolve("work"), temp)
                .against(emulator)
                .in(process)
                .job("add.yml", JOB);
    }

    @AfterEach
    void end() {
        process.close();
        emulator.close();
    }

    private String value(int i) {
        return emulator.dataStores().value(1, "Saves", "global", "k" + i).orElse("(none)");
    }

    private long saves(Predicate<String> are) {
        return IntStream.range(0, KEYS).mapToObj(this::value).filter(are).count();
    }

    @Test
    void aCanaryStopsIsReadAgainAndGoesOnAtTheWord() throws Exception {
        gantry.job("add.yml", JOB.replace("limits:", "    canary: 10%\nlimits:"));
        Gantries.Ended first = gantry.run("run", "add.yml").with(ExitCode.GUARDED);
        long changed = saves("{\"coins\":1}"::equals);
        assertThat(changed).isBetween(1L, 40L);
        assertThat(first.out())
                .contains(
                        "run 1 stopped at a checkpoint",
                        "canary     changed first and read again: " + changed + " as written, 0 changed by",
                        "to go on   gantry resume 1 --go-on    (gantry undo 1 takes back what was changed, where"
                                + " that can be)");
        assertThat(gantry.run("resume", "1", "--go-on").with(ExitCode.DONE).out())
                .contains("changed    120 entries");
        assertThat(saves("{\"coins\":1}"::equals)).isEqualTo(KEYS);

        // By itself a run goes on only where all is as it was written.
        gantry.job("add.yml", JOB.replace("limits:", "    canary: 10\nlimits:"));
        assertThat(gantry.run("run", "add.yml", "--go-on").with(ExitCode.DONE).out())
                .contains("changed    120 entries");
        AtomicInteger writes = new AtomicInteger();
        emulator.listen(seen -> {
            if (seen.operation().startsWith("Cloud_UpdateDataStoreEntry") && writes.incrementAndGet() == 10) {
                IntStream.range(0, KEYS)
                        .filter(i -> value(i).equals("{\"coins\":3}"))
                        .findFirst()
                        .ifPresent(i -> emulator.dataStores().put(1, "Saves", "global", "k" + i, "{\"coins\":9}"));
            }
        });
        assertThat(gantry.run("run", "add.yml", "--go-on")
                        .with(ExitCode.GUARDED)
                        .out())
                .contains("canary     changed first and read again: 9 as written, 1 changed by somebody else since");
    }

    /** Two at a time, each of which takes long, so that the one chunk would take a minute. */
    @Test
    void aRunStopsInTheMidstOfAChunkAndGoesOnExactly() throws Exception {
        gantry.job("add.yml", JOB.replace("limits: {", "limits: {concurrency: 2, "));
        emulator.faults(Faults.parse("latency=400ms"));
        Gantries.Started run = gantry.start("run", "add.yml");
        awaitWrites(3);
        Instant asked = Instant.now();
        run.signal("TERM");
        Gantries.Ended stopped = run.await().with(ExitCode.STOPPED);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(8));
        long made = saves("{\"coins\":1}"::equals);
        assertThat(made).isLessThan(KEYS);
        assertThat(stopped.out()).contains("changed    " + made + " entries", "gantry resume 1");

        Gantries.Started again = gantry.start("resume");
        awaitWrites(made + 2);
        gantry.run("stop", "1").with(ExitCode.DONE);
        again.await().with(ExitCode.STOPPED);
        assertThat(saves("{\"coins\":1}"::equals)).isBetween(made + 2, KEYS - 1L);
        emulator.faults(Faults.parse(""));

        assertThat(gantry.run("resume").with(ExitCode.DONE).out()).contains("changed    120 entries");
        assertThat(saves("{\"coins\":1}"::equals)).isEqualTo(KEYS);
        assertThat(emulator.stats().of(OperationClass.WRITE)).isEqualTo(KEYS);
        assertThat(gantry.file(".gantry/journals/1")).isDirectoryNotContaining("glob:**.waiting");
    }

    private void awaitWrites(long most) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> emulator.stats().of(OperationClass.WRITE) >= most);
    }

    @Test
    void lockedEntriesAndWhatOpenCloudSaidAreKeptWithTheRejectedRows() throws Exception {
        long now = Instant.now().getEpochSecond();
        emulator.dataStores()
                .put(
                        1,
                        "Saves",
                        "global",
                        "k7",
                        "{\"coins\":0,\"Data\":{},\"MetaData\":{\"ActiveSession\":[1,\"a\",\"b\"],\"LastUpdate\":" + now
                                + "}}");
        gantry.job(
                "add.yml",
                JOB.replace("limits:", "    wait-for-locks: 1s\nlimits:") + "errors: {rejects: rejected.jsonl}\n");
        assertThat(gantry.run("run", "add.yml").with(ExitCode.CONFLICTS).out())
                .contains(
                        "changed    119 entries, 1 locked", "the rows that were rejected or left alone and why are in");
        assertThat(Files.readString(gantry.file("rejected.jsonl")))
                .hasLineCount(1)
                .contains("a live session of ProfileStore has it", "\"row\":{\"id\":\"k7\"}");
        assertThat(gantry.run("show", "1", "--changes", "-n", "500").out())
                .contains("Saves/global/k7  locked: a live session of ProfileStore has it");
    }
}
