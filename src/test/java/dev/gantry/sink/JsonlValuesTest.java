package dev.gantry.sink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.sink.jsonl.JsonlFormat;
import dev.gantry.sink.text.Compression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What went in as JSON comes out as the same JSON, for us and for DuckDB. */
class JsonlValuesTest {
    private static final JsonlFormat DEFAULT = new JsonlFormat(Compression.NONE);

    @TempDir
    Path folder;

    private TextFolder out = new TextFolder(Path.of(""));

    @BeforeEach
    void nameTheFolder() {
        out = TextFolder.in(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void keepsNastyRows(long seed) throws Exception {
        JsonlFormat format = new JsonlFormat(Compression.values()[(int) (seed % 3)]);
        List<JsonNode> rows = new NastyRows(seed).rows(60);
        out.publish(format, rows);
        assertHolds(format, rows);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsRandomRows(long seed) throws Exception {
        List<JsonNode> rows = new RandomRows(seed).rows(60);
        out.publish(DEFAULT, rows);
        assertHolds(DEFAULT, rows);
    }

    @Test
    void keepsRowsByteForByte() throws Exception {
        String[] rows = {
            "{\"b\":1.50,\"a\":[12345678901234567890123456789,{\"k\":null,\"\":\"\\n\\u0000\"}]}",
            "{\"a\":\"é😀\\u2028\\\\\\\"\",\"c\":null}",
            "{}",
            "7",
            "null",
            "\"text\"",
            "[1,2]"
        };
        Published published = out.publish(DEFAULT, Staging.rows(rows));
        assertThat(out.text()).isEqualTo(String.join("\n", rows).replace("\\u2028", "\u2028") + "\n");
        assertThat(published.notes()).isEmpty();
    }

    @Test
    void namesTheColumnsAndMissesTheKey() throws Exception {
        Published published = out.publish(DEFAULT, Staging.rows("{\"a\":1,\"id\":7}", "{\"a\":{\"x\":[]}}"), "id");
        assertThat(out.text()).isEqualTo("{\"a\":1,\"id\":7}\n{\"a\":{\"x\":[]}}\n");
        assertThat(out.types()).containsExactly(Map.entry("id", "int64"), Map.entry("a", "json"));
        assertThat(published.notes()).containsExactly("key id: missing or null in 1 rows");
    }

    @Test
    void replacesHalfCharactersAndSaysSo() throws Exception {
        Published published = out.publish(
                DEFAULT, Staging.rows("{\"s\":\"a\\ud800b\\\\ud800\"}", "{\"s\":[\"\\\\\\udfff\\ud83d\\ude00\"]}"));
        assertThat(out.text()).isEqualTo("{\"s\":\"a\\uFFFDb\\\\ud800\"}\n{\"s\":[\"\\\\\\uFFFD😀\"]}\n");
        assertThat(published.notes())
                .containsExactly("2 halves of characters (lone surrogates) in texts became U+FFFD");
    }

    @Test
    void publishesNoFileWithoutRows() throws Exception {
        assertThat(out.publish(DEFAULT, List.of()).files()).isZero();
        assertThat(out.files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameBytesTwice(Compression compression) throws Exception {
        List<JsonNode> rows = new NastyRows(1).rows(200);
        out.publish(new JsonlFormat(compression), rows);
        TextFolder again = TextFolder.in(Files.createDirectory(folder.resolve("again")));
        again.publish(new JsonlFormat(compression), rows);
        assertThat(again.files().getFirst()).hasSameBinaryContentAs(out.files().getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void showsHowToLookInside(Compression compression) throws Exception {
        Published published = out.publish(
                new JsonlFormat(compression),
                Staging.rows("{\"n\":1,\"t\":\"\\u0000,\\n\"}", "{\"n\":2}", "{\"o\":{\"n\":3}}"));
        assertThat(Looked.at(published))
                .extracting(row -> row.values().toString())
                .containsExactly("[1, \0,\n, null]", "[2, null, null]", "[null, null, {n=3}]");
    }

    private void assertHolds(JsonlFormat format, List<JsonNode> rows) throws Exception {
        String read = "SELECT CAST(json AS VARCHAR) AS line FROM read_ndjson_objects('%s/*%s')";
        List<String> lines = new ArrayList<>();
        DuckDb.query(read.formatted(out.path(), format.suffix())).forEach(row -> lines.add((String) row.get("line")));
        assertThat(lines)
                .extracting(line -> Staging.EXACT.writeValueAsString(Staging.json(line)))
                .isEqualTo(rows.stream()
                        .map(row -> Staging.EXACT.writeValueAsString(WholeTexts.in(row)))
                        .toList());
    }
}
