package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.run.HaltAtChunk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs that read files: where nothing else is there, with rows that are rejected, killed, and with files that change. */
class FilesRunIT {

    private static final int ROWS = 2_500;

    @TempDir
    private Path temp;

    private Gantries gantry;

    @BeforeEach
    void begin() {
        gantry = Gantries.in(temp.resolve("work"), temp);
    }

    @Test
    void badLinesEndTheRunOrAreRejectedByFileAndLine() throws Exception {
        String job = """
                job: refunds
                source: {csv: {path: refunds.csv, types: {coins: int64}}}
                sink: {parquet: {path: published}}
                """;
        write("refunds.csv", "userId,coins\n1,5\n2,a secret\n3,7\n");
        gantry.job("strict.yml", job).job("lenient.yml", job + "errors: {skip: 1, rejects: rejected.jsonl}\n");

        Gantries.Ended strict = gantry.run("run", "strict.yml").with(ExitCode.FAILED);
        assertThat(strict.all())
                .contains(
                        "refunds.csv:3: column coins is no int64; mend it, or let such rows go with errors: {skip: ...}")
                .doesNotContain("a secret");

        Gantries.Ended lenient = gantry.run("run", "lenient.yml").with(ExitCode.REJECTED_ROWS);
        assertThat(lenient.out()).contains("3 rows, 1 row rejected");
        assertThat(Files.readString(gantry.file("rejected.jsonl")))
                .isEqualTo("{\"id\":\"refunds.csv:3\",\"reason\":\"refunds.csv:3: column coins is no int64\","
                        + "\"row\":[\"2\",\"a secret\"]}\n");
        assertThat(PublishedRows.query("SELECT userId || '=' || coins FROM read_parquet('" + gantry.file("published")
                        + "/*.parquet') ORDER BY 1"))
                .containsExactly("1=5", "3=7");
    }

    @Test
    void nothingIsReadBelowARejectedRow() throws Exception {
        try (Emulator emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(0))) {
            emulator.dataStores().put(1, "Saves", "global", "a1", "{\"n\":1}");
            emulator.dataStores().put(1, "Saves", "global", "b1", "{\"n\":2}");
            write("ids.jsonl", "{\"id\":\"a\"}\n{\"id\":\n{\"id\":\"b\"}\n");
            gantry = gantry.against(emulator).job("below.yml", """
                            job: below
                            source:
                              jsonl: {path: ids.jsonl}
                              for-each:
                                data-store-entries: {universe: "1", data-store: Saves, prefix: "{.id}"}
                            sink: {parquet: {path: published}}
                            limits: {read: none, list: none, write: none, remove: none}
                            errors: {skip: 1, rejects: rejected.jsonl}
                            """);

            gantry.run("run", "below.yml").with(ExitCode.REJECTED_ROWS);

            assertThat(PublishedRows.query("SELECT parent.id || ' ' || id || ' ' || value.n FROM read_parquet('"
                            + gantry.file("published") + "/*.parquet') ORDER BY 1"))
                    .containsExactly("a a1 1", "b b1 2");
            assertThat(Files.readString(gantry.file("rejected.jsonl")))
                    .startsWith(
                            "{\"id\":\"ids.jsonl:2\",\"reason\":\"ids.jsonl:2: it is not JSON: it ends too early\"");
        }
    }

    @Test
    void killedAtEveryInstantOfAChunkNothingIsLostOrDoubled() throws Exception {
        write("in/a.jsonl", lines(0, ROWS));
        write("in/b.jsonl", lines(ROWS, 2 * ROWS));
        gantry = gantry.withJvm("-Dgantry.read.chunk=400", "-Dgantry.read.window=64")
                .job(
                        "first.yml",
                        "job: first\nsource: {jsonl: {path: in}}\nsink: {parquet: {path: mid, rows-per-file: 2000}}\n")
                .job("second.yml", "job: second\nsource: {parquet: {path: mid}}\nsink: {parquet: {path: out}}\n");

        for (String job : List.of("first", "second")) {
            int chunk = 2;
            String[] command = {"run", job + ".yml"};
            for (HaltAtChunk.Instant instant : List.of(
                    HaltAtChunk.Instant.CHUNK_READ,
                    HaltAtChunk.Instant.CHUNK_STAGED,
                    HaltAtChunk.Instant.CHUNK_COMMITTED)) {
                gantry.withJvm(
                                "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                                "-Dhalt.at=" + instant,
                                "-Dhalt.chunk=" + chunk)
                        .run(command)
                        .with(HaltAtChunk.KILLED);
                command = new String[] {"resume"};
            }
            gantry.run(command).with(ExitCode.DONE);
        }

        assertThat(PublishedRows.query(
                        "SELECT count(*) || ' ' || count(DISTINCT id) || ' ' || sum(id) FROM read_parquet('"
                                + gantry.file("out") + "/*.parquet')"))
                .containsExactly(2 * ROWS + " " + 2 * ROWS + " " + (long) ROWS * (2 * ROWS - 1));
    }

    @Test
    void aFileThatChangedIsRefusedWhenTheRunIsResumed() throws Exception {
        write("a.jsonl", lines(0, ROWS));
        gantry = gantry.withJvm("-Dgantry.read.chunk=400", "-Dgantry.read.window=64")
                .job("read.yml", "job: read\nsource: {jsonl: {path: a.jsonl}}\nsink: {parquet: {path: out}}\n");
        gantry.withJvm(
                        "-Dspring.main.sources=" + HaltAtChunk.class.getName(),
                        "-Dhalt.at=" + HaltAtChunk.Instant.CHUNK_READ,
                        "-Dhalt.chunk=3")
                .run("run", "read.yml")
                .with(HaltAtChunk.KILLED);
        write("a.jsonl", lines(0, ROWS + 1));

        Gantries.Ended ended = gantry.run("resume");

        assertThat(ended.all()).contains("a.jsonl has grown from ").contains("Start a new run");
        assertThat(ended.code()).isNotZero();
        assertThat(gantry.file("out")).doesNotExist();
    }

    private void write(String name, String text) throws IOException {
        Path file = gantry.file(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"line " + i + "\"}\n")
                .collect(Collectors.joining());
    }
}
