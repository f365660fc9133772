package dev.gantry.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every sink takes a declared schema, and rejects the rows that do not fit it. */
class DeclaredSinksIT {
    private static final String JOB = """
            job: players
            source:
              jsonl: {path: players.jsonl}
            sink:
              %s
            errors: {skip: 10, rejects: rejects.jsonl}
            """;
    private static final String SCHEMA = "schema: {id: string not null, level: int64, extra: json}";
    private static final List<String> ROWS = List.of(
            "{\"level\":1,\"id\":\"a\"}",
            "{\"id\":\"b\",\"level\":\"two\"}",
            "{\"id\":\"c\",\"level\":3,\"extra\":{\"x\":[1.50]}}",
            "{\"level\":4}",
            "{\"id\":\"e\",\"level\":5,\"unknown\":true}",
            "{\"id\":\"f\",\"level\":0.5}");

    @TempDir
    private Path temp;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parquet: {path: out, %s}",
                "csv: {path: out, %s}",
                "jsonl: {path: out, %s}",
                "jdbc: {database: warehouse, table: players, %s}"
            })
    void rowsThatDoNotFitAreRejectedWithTheirPlace(String sink) throws Exception {
        Gantries gantry = Gantries.in(temp.resolve("work"), temp)
                .configured()
                .job("players.yml", JOB.formatted(sink.formatted(SCHEMA)));
        Files.write(gantry.file("players.jsonl"), ROWS);

        Gantries.Ended ended = gantry.run("run", "players.yml").with(ExitCode.REJECTED_ROWS);

        assertThat(ended.out()).contains("4 rows rejected", "published  2 rows");
        List<String> rejects = Files.readAllLines(gantry.file("rejects.jsonl"));
        assertThat(rejects)
                .satisfiesExactly(
                        second -> assertThat(second).contains("level", "int64", "a string"),
                        fourth -> assertThat(fourth).contains("id"),
                        fifth -> assertThat(fifth).contains("unknown"),
                        sixth -> assertThat(sixth).contains("level", "int64"));
        if (!sink.startsWith("jdbc")) {
            assertThat(PublishedRows.query(
                            "SELECT id || level FROM " + reader(sink, gantry.file("out")) + " ORDER BY id"))
                    .containsExactly("a1", "c3");
        }
    }

    private static String reader(String sink, Path out) {
        String format = sink.substring(0, sink.indexOf(':'));
        String function = format.equals("jsonl") ? "read_json" : "read_" + format;
        return function + "('" + out + "/part-*." + format + "')";
    }
}
