package dev.gantry.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.emulator.Fault;
import dev.gantry.emulator.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong on the way costs repeats and time, never a row. */
class FaultsIT {

    private static final String JOB = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData}
            transform:
              - map: '{id, value, revisionId, etag, saved: .revisionCreateTime}'
            sink:
              parquet: {path: published, key: [id]}
            """;

    private static final String IDS = """
            job: saves
            source:
              data-store-entries: {universe: "1", data-store: PlayerData, values: false}
            sink:
              parquet: {path: published, key: [id]}
            """;

    @TempDir
    private Path temp;

    @Test
    void publishesTheSameWhateverGoesWrong() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                .withPlayers(150)
                .withFaults(Faults.parse("429=5%,500=5%,reset=2%,truncate=2%")))) {
            Gantries spoilt = gantry("spoilt", emulator);
            Gantries.Ended ended = spoilt.run("run", "saves.yml").with(ExitCode.DONE);
            assertThat(ended.out()).contains("150 rows in 1 file").containsPattern("[1-9][0-9]* repeats");
            assertThat(emulator.stats().answered(429)).isPositive();
            assertThat(emulator.stats().answered(500)).isPositive();
            assertThat(emulator.stats().throttled()).as("beyond a limit").isZero();

            emulator.faults(Faults.none());
            Gantries whole = gantry("whole", emulator);
            whole.run("run", "saves.yml").with(ExitCode.DONE);
            List<String> rows = PublishedRows.of(spoilt.file("published"));
            assertThat(rows).hasSize(150).isEqualTo(PublishedRows.of(whole.file("published")));
        }
    }

    /** In values and in lists. A token that does not move, or has expired, ends a try. */
    @ParameterizedTest
    @CsvSource({"400, true", "12000, false"})
    void publishesTheSameWithEveryFaultAtTwoPercentOnceItIsResumedToItsEnd(int players, boolean values)
            throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults()
                        .withPlayers(players)
                        .withLimits(false)
                        .withFaults(Faults.parse(everyFault("2%"))));
                OneProcess process = new OneProcess()) {
            String job = values ? JOB : IDS;
            String unlimited = "{\"read\": \"none\", \"list\": \"none\"}";
            Gantries spoilt = Gantries.in(temp.resolve("spoilt"), temp)
                    .against(emulator)
                    .in(process)
                    .job("saves.yml", job);
            int code = spoilt.run("run", "saves.yml", "--limits", unlimited).code();
            for (int tries = 1; code == ExitCode.FAILED && tries < 20; tries++) {
                code = spoilt.run("resume").code();
            }
            assertThat(code).isEqualTo(ExitCode.DONE);
            assertThat(emulator.stats().byStatus()).containsKeys(429, 500, 502, 503);

            emulator.faults(Faults.none());
            Gantries whole =
                    Gantries.in(temp.resolve("whole"), temp).against(emulator).job("saves.yml", job);
            whole.run("run", "saves.yml", "--limits", unlimited).with(ExitCode.DONE);
            List<String> rows = PublishedRows.of(spoilt.file("published"));
            assertThat(rows).hasSize(players).isEqualTo(PublishedRows.of(whole.file("published")));
        }
    }

    private static String everyFault(String often) {
        return Arrays.stream(Fault.Kind.values())
                .map(kind -> kind.word() + "=" + often)
                .collect(Collectors.joining(","));
    }

    private Gantries gantry(String folder, Emulator emulator) {
        return Gantries.in(temp.resolve(folder), temp).against(emulator).job("saves.yml", JOB);
    }
}
