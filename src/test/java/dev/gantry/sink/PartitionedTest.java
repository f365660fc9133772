package dev.gantry.sink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PartitionedTest {
    private static final List<String> WILD = List.of(
            "SE",
            "a/b",
            "..",
            "50%",
            "%41",
            "a=b",
            "a:b*c?d",
            "\"q\" 'r' \\\\ #",
            "[x]{y}^",
            "<|>",
            "line\nfeed\ttab\u0001\u007f",
            "two words ",
            "null",
            "NULL",
            "__HIVE_DEFAULT_PARTITION__",
            "Ünïcödé 日本語 😀",
            "+plus&and",
            "true",
            "-");

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void nameTheTarget() {
        target = folder.resolve("out");
    }

    private Published publish(List<String> partitionBy, List<JsonNode> rows) throws Exception {
        return publish(Staging.sink(target, List.of(), partitionBy, 1_000_000, "128MB"), rows);
    }

    private Published publish(FolderSink sink, List<JsonNode> rows) throws Exception {
        return sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
    }

    private List<Map<String, @Nullable Object>> query(String select) throws Exception {
        return DuckDb.query(
                select.replace("PUBLISHED", "read_parquet('" + target + "/**/*.parquet', hive_partitioning = true)"));
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(target)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static ObjectNode row(int id, String column, String value) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put(column, value);
    }

    @Test
    void givesEveryValueBackThroughDuckDb() throws Exception {
        List<JsonNode> rows = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (String value : WILD) {
                rows.add(row(rows.size(), "at", value));
            }
        }
        publish(List.of("at"), rows);
        List<Map<String, @Nullable Object>> read = query("SELECT id, \"at\" FROM PUBLISHED ORDER BY id");
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read.get(i).get("at")).isEqualTo(rows.get(i).get("at").stringValue());
        }
        assertThat(files()).hasSize(WILD.size() + 2);
    }

    @Test
    void leavesTheColumnOutOfTheFilesAndSaysSoBesideThem() throws Exception {
        publish(
                List.of("country", "level"),
                Staging.rows(
                        "{\"id\":1,\"country\":\"SE\",\"level\":5,\"deep\":{\"country\":\"x\"}}",
                        "{\"level\":5.0,\"country\":\"SE\",\"id\":2}",
                        "{\"country\":\"US\",\"id\":3,\"level\":-7}"));
        assertThat(files())
                .containsExactly(
                        "_SUCCESS",
                        "_schema.json",
                        "country=SE/level=5/part-00000.parquet",
                        "country=US/level=-7/part-00000.parquet");
        assertThat(DuckDb.query("SELECT * FROM read_parquet('" + target
                                + "/**/*.parquet', hive_partitioning = false) ORDER BY id")
                        .toString())
                .isEqualTo("[{id=1, deep={country=x}}, {id=2, deep=null}, {id=3, deep=null}]");
        JsonNode schema = Staging.EXACT.readTree(Files.readString(target.resolve("_schema.json")));
        assertThat(schema.path("partition-by"))
                .isEqualTo(Staging.json(
                        "[{\"name\":\"country\",\"type\":\"string\"},{\"name\":\"level\",\"type\":\"int64\"}]"));
        assertThat(schema.path("columns").toString()).doesNotContain("level");
        assertThat(schema.path("files").path(1).path("name").asString())
                .isEqualTo("country=US/level=-7/part-00000.parquet");
    }

    @Test
    void putsRowsWithoutAValueWhereHiveHasThem() throws Exception {
        Published published = publish(
                List.of("at"),
                Staging.rows(
                        "{\"id\":1}", "{\"id\":2,\"at\":null}", "{\"id\":3,\"at\":\"\"}", "{\"id\":4,\"at\":\"x\"}"));
        assertThat(files())
                .contains("at=__HIVE_DEFAULT_PARTITION__/part-00000.parquet", "at=x/part-00000.parquet")
                .hasSize(4);
        assertThat(query("SELECT id FROM PUBLISHED WHERE \"at\" IS NULL ORDER BY id")
                        .toString())
                .isEqualTo("[{id=1}, {id=2}, {id=3}]");
        assertThat(published.notes())
                .containsExactly(
                        "partition-by at: missing or null in 2 rows",
                        "partition-by at: empty texts are null in the folders' names, which have no other way to write them");
    }

    @Test
    void takesAColumnThatNoRowHasForNull() throws Exception {
        Published published = publish(List.of("none"), Staging.rows("{\"id\":1}", "7"));
        assertThat(files()).contains("none=__HIVE_DEFAULT_PARTITION__/part-00000.parquet");
        assertThat(published.notes()).contains("partition-by none: no row has this column");
    }

    @Test
    void countsFilesInEachFolderAndKeepsTheOrderOfTheRows() throws Exception {
        List<JsonNode> rows = IntStream.range(0, 50)
                .<JsonNode>mapToObj(i -> row(i, "even", i % 2 == 0 ? "yes" : "no"))
                .toList();
        Published published = publish(Staging.sink(target, List.of(), List.of("even"), 20, "128MB"), rows);
        assertThat(published.files()).isEqualTo(4);
        assertThat(published.look().orElseThrow()).contains("/**/part-*.parquet");
        List<Map<String, @Nullable Object>> read = query(
                "SELECT id FROM PUBLISHED WHERE even = 'yes' ORDER BY filename, file_row_number"
                        .replace(
                                "PUBLISHED",
                                "read_parquet('" + target
                                        + "/**/*.parquet', hive_partitioning = true, filename = true, file_row_number = true)"));
        assertThat(read.stream()
                        .map(each -> Integer.parseInt(String.valueOf(each.get("id"))))
                        .toList())
                .isEqualTo(IntStream.range(0, 25).map(i -> 2 * i).boxed().toList());
    }

    @Test
    void replacesWhatItPublishedButNoFolderWithForeignFiles() throws Exception {
        publish(List.of("at"), List.of(row(1, "at", "a/b")));
        FolderSink sink = Staging.sink(target, List.of(), List.of("at"), 10, "1MB");
        sink.refuseBadTarget(Staging.OUTSIDE);
        publish(sink, List.of(row(2, "at", "c")));
        assertThat(files()).containsExactly("_SUCCESS", "_schema.json", "at=c/part-00000.parquet");
        Files.writeString(target.resolve("at=c/mine.txt"), "");
        Files.writeString(Files.createDirectory(target.resolve("at=d")).resolve("part-00000.parquet"), "");
        assertThatThrownBy(() -> sink.refuseBadTarget(Staging.OUTSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("it holds what Gantry did not publish there (at=c/mine.txt)");
    }

    @Test
    void refusesColumnsThatNameNoFolder() throws Exception {
        assertThatThrownBy(() -> publish(List.of("at"), Staging.rows("{\"id\":1,\"at\":{\"x\":1}}")))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "partition-by: at is struct, and only strings, integers, booleans and dates can name folders."
                                + " Nothing was published; map it to one of these, for example a timestamp to its date:"
                                + " (.time | .[0:10]).");
        assertThatThrownBy(() -> publish(List.of("at"), Staging.rows("{\"at\":1}")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("partition-by: at are all the columns there are, so the files would have none."
                        + " Nothing was published; leave one out.");
        assertThatThrownBy(() -> publish(List.of("at"), List.of(row(1, "at", "/".repeat(100)))))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(
                        "at has a value that makes a folder's name of 303 bytes, and file systems take 255:");
        assertThat(target).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> String.valueOf(path.getFileName()))).containsExactly("log");
        }
    }

    @Test
    void refusesTooManyFolders() throws Exception {
        List<JsonNode> rows = IntStream.range(0, 10_001)
                .<JsonNode>mapToObj(i -> row(i, "at", "v" + i))
                .toList();
        assertThatThrownBy(() -> publish(List.of("at"), rows))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("partition-by: at would make more than 10,000 folders (one of them at=v")
                .hasMessageEndingWith("Nothing was published; partition by a column of fewer different values.");
        assertThat(target).doesNotExist();
    }
}
