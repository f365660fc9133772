package dev.gantry.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The example jobs that write text, at their full length: as served, whatever kills them, and with little memory. */
class TextSinksIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path JOBS = Path.of("jobs").toAbsolutePath();
    private static final int PLAYERS = 1_000;
    private static final int CHUNK = 200;
    private static final String UNLIMITED = "{\"read\": \"none\", \"list\": \"none\"}";

    private final Emulator emulator =
            Emulator.start(EmulatorOptions.defaults().withPlayers(PLAYERS).withLimits(false));

    @TempDir
    private Path temp;

    @AfterEach
    void closeEmulator() {
        emulator.close();
    }

    private Gantries gantry(String folder) {
        return Gantries.in(temp.resolve(folder), temp).against(emulator).withChunks(CHUNK, CHUNK / 2);
    }

    private static String[] run(String job) {
        return new String[] {
            "run", JOBS.resolve(job + ".yml").toString(), "--param", "date=today", "--limits", UNLIMITED
        };
    }

    private static Path published(Gantries gantry, String job, String file) {
        return gantry.file("exports").resolve(job).resolve("date=today").resolve(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roster-csv/part-00000.csv", "saves-jsonl/part-00000.jsonl.zst"})
    void makesTheSameBytesKilledOrNot(String output) {
        String job = output.substring(0, output.indexOf('/'));
        String file = output.substring(output.indexOf('/') + 1);
        Gantries unbroken = gantry("unbroken");
        unbroken.run(run(job)).with(ExitCode.DONE);

        Gantries killed = gantry("killed");
        halt(killed, HaltAtChunk.Instant.CHUNK_STAGED, 2, run(job));
        halt(killed, HaltAtChunk.Instant.CHUNK_COMMITTED, 1, "resume");
        assertThat(killed.file("exports")).doesNotExist();
        killed.run("resume").with(ExitCode.DONE);

        assertThat(published(killed, job, file)).hasSameBinaryContentAs(published(unbroken, job, file));
        assertThat(published(killed, job, "_SUCCESS")).exists();
    }

    private static void halt(Gantries gantry, HaltAtChunk.Instant instant, int chunk, String... arguments) {
        gantry.withJvm(
                        "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                        "-Dhalt.at=" + instant,
                        "-Dhalt.chunk=" + chunk)
                .run(arguments)
                .with(HaltAtChunk.KILLED);
    }

    @Test
    void archivesEverySaveAsServed() throws Exception {
        Gantries gantry = gantry("work");
        assertThat(gantry.run(run("saves-jsonl")).with(ExitCode.DONE).out()).contains("1,000 rows in 1 file");
        Map<String, JsonNode> expected = new HashMap<>();
        for (JsonNode entry : ServedEntries.of(emulator, "PlayerData")) {
            expected.put(entry.path("id").asString(), entry);
        }
        List<String> lines = PublishedRows.query("SELECT CAST(json AS VARCHAR) FROM read_ndjson_objects('"
                + published(gantry, "saves-jsonl", "*.jsonl.zst") + "')");
        assertThat(lines).hasSize(PLAYERS);
        for (String line : lines) {
            ObjectNode row = JSON.readTree(line).asObject();
            JsonNode served =
                    Objects.requireNonNull(expected.remove(row.path("id").asString()));
            served.propertyNames()
                    .forEach(name -> assertThat(row.get(name)).as(name).isEqualTo(served.get(name)));
        }
        assertThat(expected).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv: {path: out, compression: zstd}",
                "csv: {path: out}",
                "jsonl: {path: out, compression: gzip}"
            })
    void writesFourMegabyteValuesWithASmallHeap(String sink) throws Exception {
        int entries = 24;
        for (int i = 0; i < entries; i++) {
            emulator.dataStores()
                    .put(1, "Large", "global", "large-" + i, "\"" + (i + "\\n").repeat(4_000_000 / 4) + "\"");
        }
        Gantries gantry =
                Gantries.in(temp.resolve("large"), temp).against(emulator).withJvm("-Xmx256m");
        gantry.job(
                "large.yml",
                "job: large\nsource:\n  data-store-entries: {universe: \"1\", data-store: Large}\n"
                        + "transform:\n  - map: \"{id, value, nested: [.value]}\"\nsink:\n  " + sink
                        + "\nlimits: {read: none, list: none}\n");
        assertThat(gantry.run("run", "large.yml").with(ExitCode.DONE).out()).contains("24 rows in 2 files");
        String read = sink.startsWith("csv") ? "read_csv('%s', max_line_size = 20000000)" : "read_json('%s')";
        assertThat(PublishedRows.query("SELECT count(*) FROM " + read.formatted(gantry.file("out/part-*"))
                        + " WHERE value = repeat(id[7:] || chr(10), 1000000)"))
                .containsExactly("24");
    }
}
