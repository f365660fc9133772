package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code gantry serve} as a process, killed in the midst of a run, told to end in the midst of it, and refused beside itself. */
class ServeIT {

    private static final int PLAYERS = 400;

    /** How often it is killed: {@code -Dserve.kills=20} takes minutes. */
    private static final int KILLS = Integer.getInteger("serve.kills", 1);

    /** Slow enough that there is time to kill it: a few requests a second. */
    private static final String SAVES = """
            job: saves
            schedule: {cron: "* * * * * ?", overlap: skip}
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, partitions: none}
            transform:
              - map: '{id}'
            sink:
              jsonl: {path: "out/${time}-${run}"}
            limits: {read: 3000/min, list: none, write: none, remove: none}
            """;

    @TempDir
    private Path folder;

    @Test
    void goesOnByItselfWithWhatWasCutOffAndEndsOrderly() throws IOException {
        try (Emulator emulator =
                Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false))) {
            Gantries gantry = Gantries.in(folder.resolve("work"), folder)
                    .against(emulator)
                    .withChunks(20, 10);
            Files.createDirectories(gantry.file("jobs"));
            gantry.job("jobs/saves.yml", SAVES);
            for (int kill = 0; kill < KILLS; kill++) {
                Gantries.Started served = gantry.start("serve");
                awaitGets(emulator, 60);
                // From now on only the run is to end that has begun.
                gantry.job("jobs/saves.yml", SAVES.replace("* * * * * ?", "0 0 0 1 1 ?"));
                served.kill();
                served.await();
            }
            Gantries.Started stopped = gantry.start("serve");
            awaitGets(emulator, 40);
            stopped.signal("TERM");
            assertThat(stopped.await().with(ExitCode.STOPPED).out())
                    .contains("1 run stopped at a checkpoint, which the next gantry serve goes on with");
            letEnd(gantry);
            assertThat(emulator.stats().entryGets())
                    .as("gets of one run of %s entries and %s ends in its midst", PLAYERS, KILLS + 1)
                    .isLessThanOrEqualTo(PLAYERS + (KILLS + 1) * 30L);
            List<Path> published = published(gantry.file("out"));
            assertThat(published).hasSize(1);
            assertThat(Files.readAllLines(published.getFirst())).hasSize(PLAYERS).doesNotHaveDuplicates();
        }
    }

    private static void awaitGets(Emulator emulator, int more) {
        long before = emulator.stats().entryGets();
        await().until(() -> emulator.stats().entryGets() > before + more);
    }

    private static void letEnd(Gantries gantry) {
        Gantries.Started last = gantry.start("serve");
        await().until(() -> last.err().contains("saves: run 1 done"));
        assertThat(last.err()).contains("saves: run 1 goes on from its checkpoint");
        assertThat(gantry.run("serve").with(ExitCode.ALREADY_RUNNING).err())
                .contains("Another gantry serve runs the schedules of this state folder");
        assertThat(gantry.run("schedule", "list").with(ExitCode.DONE).out())
                .containsPattern("saves +20\\d\\d-01-01 00:00:00 \\+00:00 .* done, run 1 ");
        last.signal("TERM");
        assertThat(last.await().with(ExitCode.DONE).out()).contains("Ended; nothing was running.");
    }

    private static List<Path> published(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }
}
