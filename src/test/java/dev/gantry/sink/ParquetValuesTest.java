package dev.gantry.sink;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.gantry.files.Location;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/** What went in as JSON comes out of DuckDB with the right type and the same value. */
class ParquetValuesTest {
    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private Published publish(String... rows) throws Exception {
        Published published = Staging.publish(folder, rows);
        DuckDb.assertHolds(out(), Staging.rows(rows));
        return published;
    }

    @Test
    void needsNoHadoop() {
        assertThatThrownBy(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void keepsColumnsInTheOrderTheyWereFirstSeen() throws Exception {
        publish("{\"b\":1}", "{\"a\":2,\"b\":1}", "{\"c\":true,\"a\":5}");
        assertThat(DuckDb.types(out()).keySet()).containsExactly("b", "a", "c");
    }

    @Test
    void typesIntegersByWhatTheyNeed() throws Exception {
        publish(
                "{\"int\":9007199254740993,\"big\":9223372036854775808,\"huge\":1e60}",
                "{\"int\":5.0,\"big\":-12,\"huge\":1}",
                "{\"int\":-9223372036854775808}");
        assertThat(DuckDb.types(out()))
                .containsExactly(entry("int", "BIGINT"), entry("big", "DECIMAL(19,0)"), entry("huge", "DOUBLE"));
    }

    @Test
    void typesFractionsAsDoubleOnlyIfNoDigitIsLost() throws Exception {
        publish(
                "{\"d\":0.1,\"e\":0.1234567890123456789,\"f\":0.5,\"g\":1e400}",
                "{\"d\":-3,\"e\":12345.5,\"f\":9007199254740993,\"g\":1}",
                "{\"d\":1e-300}");
        assertThat(DuckDb.types(out()))
                .containsExactly(
                        entry("d", "DOUBLE"),
                        entry("e", "DECIMAL(24,19)"),
                        entry("f", "DECIMAL(17,1)"),
                        entry("g", "JSON"));
    }

    @Test
    void saysWhichNumbersBecameText() throws Exception {
        Published published = publish("{\"g\":1e400}");
        assertThat(published.notes())
                .containsExactly("g is JSON text: its numbers need more digits than a decimal of 38 or a double has");
    }

    @Test
    void keepsInfinities() throws Exception {
        List<JsonNode> rows = List.of(
                JsonNodeFactory.instance.objectNode().put("d", Double.POSITIVE_INFINITY),
                JsonNodeFactory.instance.objectNode().put("d", 1.5));
        Staging.publish(folder, rows);
        assertThat(DuckDb.read(out()).getFirst()).containsEntry("d", Double.POSITIVE_INFINITY);
    }

    @Test
    void typesTimestampsToTheMicrosecondOrNanosecond() throws Exception {
        Published published = publish(
                "{\"s\":\"2026-11-01T00:00:00Z\",\"n\":\"2026-11-01T00:00:00.123456789Z\",\"t\":\"2026-11-01T00:00:00+01:00\"}",
                "{\"s\":\"1969-12-31T23:59:59.999999Z\",\"n\":\"1969-12-31T23:59:59.5Z\",\"t\":\"2026-11-01T00:00:00Z\"}",
                "{\"s\":\"9999-12-31T23:59:59.120000000Z\"}");
        assertThat(DuckDb.types(out()).values())
                .containsExactly("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS", "VARCHAR");
        assertThat(published.notes())
                .containsExactly("n has timestamps to the nanosecond; Spark reads them only with"
                        + " spark.sql.legacy.parquet.nanosAsLong=true");
    }

    @Test
    void leavesTextsThatAreNotAllTimestampsAlone() throws Exception {
        publish("{\"s\":\"2026-11-01T00:00:00Z\"}", "{\"s\":\"2026-02-30T00:00:00Z\"}");
        assertThat(DuckDb.types(out())).containsExactly(entry("s", "VARCHAR"));
    }

    @Test
    void keepsStructsAndLists() throws Exception {
        publish(
                "{\"items\":[{\"id\":\"sword\",\"count\":3},{\"id\":\"bow\"},null,{}],\"pos\":{\"x\":1.5,\"deep\":{\"y\":[[1],[]]}}}",
                "{\"items\":[],\"pos\":{\"x\":2}}",
                "{\"items\":null,\"pos\":{}}");
        assertThat(DuckDb.types(out()))
                .containsExactly(
                        entry("items", "STRUCT(id VARCHAR, count BIGINT)[]"),
                        entry("pos", "STRUCT(x DOUBLE, deep STRUCT(y BIGINT[][]))"));
    }

    @Test
    void keepsColumnsOfSeveralKindsAsJsonText() throws Exception {
        Published published = publish(
                "{\"v\":1.50,\"w\":{\"a\":[1]}}",
                "{\"v\":\"one\\n😀\",\"w\":{\"a\":{}}}",
                "{\"v\":[true,null]}",
                "{\"v\":{\"k\":1}}");
        assertThat(DuckDb.types(out())).containsExactly(entry("v", "JSON"), entry("w", "STRUCT(a JSON)"));
        assertThat(published.notes())
                .containsExactly(
                        "v is JSON text: it holds 1 numbers, 1 texts, 1 objects, 1 lists",
                        "w.a is JSON text: it holds 1 objects, 1 lists");
    }

    @Test
    void keepsEmptyObjectsAndNullsAsJsonText() throws Exception {
        Published published = publish("{\"e\":{},\"n\":null,\"l\":[]}", "{\"e\":{},\"l\":[null]}");
        assertThat(DuckDb.types(out())).containsExactly(entry("e", "JSON"), entry("n", "JSON"), entry("l", "JSON[]"));
        assertThat(published.notes())
                .containsExactly(
                        "e is JSON text: its objects are all empty, and Parquet has no empty struct",
                        "null or missing in every row: n, l[]");
    }

    @Test
    void makesMapsOfObjectsWithManyKeys() throws Exception {
        String[] rows = IntStream.range(0, 300)
                .mapToObj(i -> "{\"m\":{\"k%d\":{\"n\":%d},\"z\":null},\"x\":{\"k%d\":%s}}"
                        .formatted(i, i, i, i == 7 ? "true" : "1"))
                .toArray(String[]::new);
        Published published = publish(rows);
        assertThat(DuckDb.types(out()))
                .containsExactly(entry("m", "MAP(VARCHAR, STRUCT(n BIGINT))"), entry("x", "JSON"));
        assertThat(published.notes())
                .containsExactly(
                        "m has objects of more than 200 different keys: a map",
                        "x has objects of more than 200 different keys whose values share no type: JSON text");
    }

    @Test
    void putsRowsThatAreNotObjectsIntoOneColumn() throws Exception {
        Staging.publish(folder, "1", "null", "2");
        assertThat(DuckDb.read(out())).extracting(row -> row.get("value")).containsExactly(1L, null, 2L);
    }

    @Test
    void putsRowsOfSeveralKindsIntoOneColumn() throws Exception {
        Staging.publish(folder, "{\"a\":1}", "[2]", "3", "\"x\"");
        assertThat(DuckDb.read(out()))
                .extracting(row -> String.valueOf(row.get("value")))
                .containsExactly("{\"a\":1}", "[2]", "3", "\"x\"");
    }

    @Test
    void putsRowsWithoutAnyKeyIntoOneColumn() throws Exception {
        Staging.publish(folder, "{}", "{}");
        assertThat(DuckDb.read(out()))
                .extracting(row -> String.valueOf(row.get("value")))
                .containsExactly("{}", "{}");
    }

    @Test
    void keepsChosenColumnsAsJsonText() throws Exception {
        FolderSink sink = Staging.sink(out(), List.of(), Compression.NONE, 10, "raw", "no");
        List<JsonNode> rows = Staging.rows("{\"id\":1,\"raw\":{\"a\":1.50}}", "{\"id\":2,\"raw\":\"x\"}");
        sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        DuckDb.assertHolds(out(), rows);
        assertThat(DuckDb.types(out())).containsExactly(entry("id", "BIGINT"), entry("raw", "JSON"));
    }

    @Test
    void keepsStrangeNames() throws Exception {
        publish("{\"a.b\":{\"c.d\":1},\"ключ 😀\":[{\"x y\":\"v\"}],\"list\":{\"element\":1}}");
    }

    /** DuckDB's driver for Java garbles such names of members in what it returns, so DuckDB itself is asked. */
    @Test
    void keepsNamesOfMembersBeyondTheBasicPlane() throws Exception {
        Staging.publish(folder, "{\"c\":{\"ключ 😀\":1}}");
        assertThat(DuckDb.query("SELECT c['ключ 😀'] AS x FROM read_parquet('" + out() + "/*.parquet')"))
                .containsExactly(Map.of("x", 1L));
    }

    @Test
    void replacesHalfCharactersAndSaysSo() throws Exception {
        Published published = Staging.publish(folder, "{\"s\":\"a\\ud800b\"}");
        assertThat(DuckDb.read(out()).getFirst()).containsEntry("s", "a\uFFFDb");
        assertThat(published.notes())
                .containsExactly("1 strings held half a character (a lone surrogate), which became U+FFFD");
    }

    @Test
    void replacesHalfCharactersInJsonAndVariants() throws Exception {
        FolderSink sink = new FolderSink(
                new FolderOptions(new Location.Local(out().toString()), List.of(), 10),
                new ParquetFormat(Compression.ZSTD, List.of("j"), List.of("v"), Optional.empty()));
        List<JsonNode> rows = Staging.rows(
                "{\"j\":[\"a\\ud800b\",\"\\\\ud800 \\ud83d\\ude00\"],\"v\":{\"x\":\"\\udfffc\"}}",
                "{\"v\":\"\\ud800\"}");
        Published published = sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        DuckDb.assertHolds(
                out(),
                Staging.rows(
                        "{\"j\":[\"a\uFFFDb\",\"\\\\ud800 😀\"],\"v\":{\"x\":\"\uFFFDc\"}}", "{\"v\":\"\uFFFD\"}"));
        assertThat(published.notes())
                .containsExactly("3 strings held half a character (a lone surrogate), which became U+FFFD");
    }

    @Test
    void refusesKeysWithHalfCharacters() {
        Row row = new Row(
                "stores/A/entries/1", JsonNodeFactory.instance.objectNode().put("a\ud800", 1));
        assertThatThrownBy(() -> Staging.sink(out()).check(row))
                .isInstanceOf(RowRejected.class)
                .hasMessage(
                        "row stores/A/entries/1: a key in it holds half a character (a lone surrogate), which no file"
                                + " can hold; change the row with map:, or let such rows go with errors: {skip: ...}");
    }

    @Test
    void keepsKeysThatDifferOnlyInCaseApart() throws Exception {
        Published published = publish("{\"s\":{\"Level\":1,\"level\":2}}");
        assertThat(DuckDb.types(out())).containsExactly(entry("s", "JSON"));
        assertThat(published.notes())
                .containsExactly(
                        "s is JSON text: its keys Level and level differ only in upper and lower case, and most tools"
                                + " take them for one");
    }

    @Test
    void saysWhichColumnsDifferOnlyInCase() throws Exception {
        Published published = Staging.publish(folder, "{\"Level\":1,\"level\":2}");
        assertThat(DuckDb.read(out()).getFirst().values()).containsExactly(1L, 2L);
        assertThat(published.notes())
                .containsExactly(
                        "the columns Level and level differ only in upper and lower case; DuckDB renames the second,"
                                + " Spark needs spark.sql.caseSensitive=true");
    }

    @Test
    void keepsObjectsWithAnEmptyKeyAsJsonText() throws Exception {
        Published published = publish("{\"s\":{\"\":1}}");
        assertThat(DuckDb.types(out())).containsExactly(entry("s", "JSON"));
        assertThat(published.notes())
                .containsExactly("s is JSON text: its objects have an empty key, which DuckDB cannot read in a struct");
    }

    @Test
    void keepsDeepRows() throws Exception {
        Published published = publish("{\"d\":" + "[".repeat(100) + "1" + "]".repeat(100) + "}");
        assertThat(published.notes())
                .containsExactly("d" + "[]".repeat(15) + " is JSON text: it is nested more than 16 levels deep");
    }

    @Test
    void keepsWideValues() throws Exception {
        String wide = "x".repeat(4 << 20);
        publish(IntStream.range(0, 20)
                .mapToObj(i -> "{\"v\":\"" + wide + i + "\"}")
                .toArray(String[]::new));
    }
}
