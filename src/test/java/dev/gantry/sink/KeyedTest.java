package dev.gantry.sink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class KeyedTest {
    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void nameTheTarget() {
        target = folder.resolve("out");
    }

    private Published publish(List<String> key, List<String> partitionBy, List<List<JsonNode>> logs) throws Exception {
        FolderSink sink = Staging.sink(target, key, partitionBy, 1_000_000, "128MB");
        List<Staged> staged = new ArrayList<>();
        for (List<JsonNode> rows : logs) {
            staged.add(Staging.stage(sink, folder.resolve("log-" + staged.size()), rows));
        }
        return sink.publish(staged, Staging.RUN);
    }

    private List<JsonNode> repeated() throws Exception {
        return Files.readAllLines(target.resolve("_repeated.jsonl")).stream()
                .map(Staging::json)
                .toList();
    }

    /** Keys in ascending order, as JSON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775808 -3 0 5 10 1000000000000",
                "-1e300 -2.5 -1e-300 0 0.5 3 1e10",
                "-1234567890123456789.5 -0.1234567890123456789 0 1234567890123456789.25",
                "false true",
                "\"\" \"\\u0000\" \"\\u0000a\" \"A\" \"Z\" \"a\" \"a\\u0000\" \"ab\" \"b\" \"é\" \"\uffee\" \"😀\"",
                "\"2025-12-31T23:59:59.9Z\" \"2026-01-01T00:00:00Z\" \"2026-01-01T00:00:00.000000001Z\" \"2026-01-01T00:00:00.5Z\""
            })
    void sortsByValue(String ascending) throws Exception {
        List<JsonNode> sorted = new ArrayList<>();
        for (String key : ascending.split(" ", -1)) {
            sorted.add(Staging.json("{\"k\":" + key + ",\"n\":\"n" + sorted.size() + "\"}"));
        }
        sorted.add(Staging.json("{\"k\":null,\"n\":\"null\"}"));
        sorted.add(Staging.json("{\"n\":\"missing\"}"));
        List<JsonNode> rows = new ArrayList<>(sorted.subList(0, sorted.size() - 2));
        Collections.reverse(rows);
        rows.addAll(1, sorted.subList(sorted.size() - 2, sorted.size()));
        Published published = publish(List.of("k"), List.of(), List.of(rows));
        assertThat(published.notes()).contains("key k: missing or null in 2 rows");
        DuckDb.assertHolds(target, sorted);
        assertThat(target.resolve("_repeated.jsonl")).doesNotExist();
    }

    @Test
    void publishesTheLastOfRowsWithOneKeyAndKeepsTheOthers() throws Exception {
        List<JsonNode> one = Staging.rows(
                "{\"s\":\"a\",\"id\":1,\"n\":1}",
                "{\"id\":1.0,\"s\":\"\\u0061\",\"n\":2}",
                "{\"id\":2,\"n\":3}",
                "{\"id\":0,\"s\":\"z\",\"n\":4}");
        List<JsonNode> other = Staging.rows("{\"id\":2,\"n\":5}", "{\"n\":6,\"s\":\"a\",\"id\":1}");
        Published published = publish(List.of("id", "s"), List.of(), List.of(one, other));
        DuckDb.assertHolds(target, List.of(one.get(3), other.get(1), one.get(2), other.get(0)));
        assertThat(repeated()).containsExactly(one.get(0), one.get(1));
        assertThat(published.rows()).isEqualTo(4);
        assertThat(published.notes())
                .containsExactly(
                        "key s: missing or null in 2 rows",
                        "key id, s: 2 rows have the key of a row that was read later, which is published; they are kept in"
                                + " _repeated.jsonl");
        FolderSink again = Staging.sink(target, List.of("id"), List.of(), 10, "1MB");
        again.refuseBadTarget(Staging.OUTSIDE);
    }

    @Test
    void isUniqueAcrossFolders() throws Exception {
        List<JsonNode> rows = Staging.rows(
                "{\"id\":3,\"at\":\"SE\",\"n\":1}",
                "{\"id\":1,\"at\":\"US\",\"n\":2}",
                "{\"id\":3,\"at\":\"US\",\"n\":3}",
                "{\"id\":2,\"at\":\"SE\",\"n\":4}",
                "{\"id\":1,\"at\":\"SE\",\"n\":5}");
        Published published = publish(List.of("id"), List.of("at"), List.of(rows));
        assertThat(published.rows()).isEqualTo(3);
        assertThat(repeated()).containsExactly(rows.get(0), rows.get(1));
        assertThat(DuckDb.query("SELECT id, \"at\", n FROM read_parquet('" + target
                                + "/**/*.parquet', hive_partitioning = true, file_row_number = true, filename = true)"
                                + " ORDER BY filename, file_row_number")
                        .toString())
                .isEqualTo("[{id=1, at=SE, n=5}, {id=2, at=SE, n=4}, {id=3, at=US, n=3}]");
    }

    @Test
    void keepsColumnsOfFoldersInRowsThatItDoesNotPublish() throws Exception {
        List<JsonNode> rows = Staging.rows(
                "{\"at\":\"SE\",\"id\":3,\"n\":1}", "{\"at\":\"SE\",\"id\":3}", "{\"n\":2,\"id\":3,\"at\":\"SE\"}");
        publish(List.of("at", "id"), List.of("at"), List.of(rows));
        assertThat(repeated()).containsExactly(rows.get(0), rows.get(1));
    }

    @Test
    void publishesTheSameAgainAfterAKillInTheMiddle() throws Exception {
        List<JsonNode> rows = Staging.rows("{\"id\":2}", "{\"id\":1}", "{\"id\":2}");
        Files.createDirectories(folder.resolve(".out.publishing-17/.sorting"));
        Files.writeString(folder.resolve(".out.publishing-17/.sorting/rows-0-0"), "half");
        Files.writeString(folder.resolve(".out.publishing-17/_repeated.jsonl"), "half");
        Published first = publish(List.of("id"), List.of(), List.of(rows));
        assertThat(publish(List.of("id"), List.of(), List.of(rows))).isEqualTo(first);
        assertThat(repeated()).containsExactly(rows.get(0));
        try (var left = Files.list(target)) {
            assertThat(left.map(path -> String.valueOf(path.getFileName())))
                    .containsExactlyInAnyOrder("_SUCCESS", "_schema.json", "_repeated.jsonl", "part-00000.parquet");
        }
    }

    @Test
    void findsKeysByBloomFilterAndStatistics() throws Exception {
        List<JsonNode> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> Staging.json("{\"id\":\"" + "x".repeat(300) + i + "\",\"n\":" + i + "}"))
                .toList();
        publish(List.of("id"), List.of(), List.of(rows));
        List<Map<String, @Nullable Object>> chunks =
                DuckDb.query("SELECT path_in_schema, bloom_filter_length, stats_min_value FROM parquet_metadata('"
                        + target + "/*.parquet')");
        Map<String, Map<String, @Nullable Object>> byColumn = new HashMap<>();
        chunks.forEach(chunk -> byColumn.put(String.valueOf(chunk.get("path_in_schema")), chunk));
        assertThat(byColumn.getOrDefault("id", Map.of()))
                .hasEntrySatisfying(
                        "bloom_filter_length", length -> assertThat(length).isNotNull());
        assertThat(byColumn.getOrDefault("id", Map.of()))
                .hasEntrySatisfying(
                        "stats_min_value",
                        least -> assertThat(String.valueOf(least)).startsWith("xxxx"));
        assertThat(byColumn.getOrDefault("n", Map.of())).containsEntry("bloom_filter_length", null);
        assertThat(DuckDb.query("SELECT n FROM read_parquet('" + target + "/*.parquet') WHERE id = '" + "x".repeat(300)
                        + "1234'"))
                .hasSize(1);
    }

    @Test
    void endsAFileThatIsLargeEnough() throws Exception {
        Random random = new Random(4);
        List<JsonNode> rows = IntStream.range(0, 20_000)
                .mapToObj(i -> Staging.json("{\"id\":" + i + ",\"text\":\"" + Long.toString(random.nextLong(), 36)
                        + Long.toString(random.nextLong(), 36) + "\"}"))
                .toList();
        FolderSink sink = Staging.sink(target, List.of(), List.of(), 1_000_000, "100KB");
        Published published = sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        assertThat(published.files()).isBetween(3, 10);
        DuckDb.assertHolds(target, rows);
    }
}
