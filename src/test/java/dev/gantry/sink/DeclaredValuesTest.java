package dev.gantry.sink;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.files.Location;
import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.Values;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.parquet.Compression;
import dev.gantry.sink.parquet.ParquetFormat;
import dev.gantry.sink.schema.DeclaredSchema;
import dev.gantry.sink.schema.DeclaredSchemas;
import dev.gantry.sink.schema.Inference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/** With a declared schema, columns are as declared whatever the rows are like. */
class DeclaredValuesTest {
    @TempDir
    Path folder;

    private Path out() {
        return folder.resolve("out");
    }

    private FolderSink sink(DeclaredSchema schema) {
        return new FolderSink(
                new FolderOptions(new Location.Local(out().toString()), List.of(), 1_000_000),
                new ParquetFormat(Compression.ZSTD, List.of(), List.of(), Optional.of(schema)));
    }

    private Published publish(DeclaredSchema schema, List<JsonNode> rows) throws Exception {
        FolderSink sink = sink(schema);
        rows.forEach(row -> sink.check(new Row("row", row)));
        Published published = sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        DuckDb.assertHolds(out(), rows);
        SameValues.assertHolds(ParquetJava.read(out()), rows);
        return published;
    }

    @Test
    void writesTheDeclaredTypesInTheirOrder() throws Exception {
        DeclaredSchema schema = DeclaredSchemas.parse(
                "{userId: int64 not null, coins: \"decimal(20,2)\", small: \"decimal(9,3)\", name: string, joined: date,"
                        + " updated: timestamp, exact: timestamp(nanos), active: boolean, ratio: double, extra: json,"
                        + " raw: variant, items: [{id: string not null, count: int64}], tags: [string], stats: {\"*\": int64},"
                        + " never: date}");
        List<JsonNode> rows = Staging.rows(
                "{\"name\":\"2026-11-01\",\"userId\":1,\"coins\":1,\"small\":-1.5,\"joined\":\"2026-11-01\",\"ratio\":3}",
                "{\"userId\":2.0,\"coins\":123456789012345678.9,\"updated\":\"2026-11-01T00:00:00Z\",\"extra\":null}",
                "{\"userId\":3,\"exact\":\"2026-11-01T00:00:00.5Z\",\"active\":true,\"extra\":[1.50],\"raw\":{\"a\":1}}",
                "{\"userId\":4,\"raw\":\"x\",\"items\":[{\"id\":\"sword\",\"count\":null},{\"id\":\"bow\"}],\"tags\":[],\"stats\":{\"a.b\":1}}",
                "{\"userId\":5,\"tags\":[\"x\",null],\"stats\":{},\"items\":null,\"raw\":null}");
        assertThat(publish(schema, rows).notes()).isEmpty();
        assertThat(DuckDb.types(out()))
                .containsExactly(
                        entry("userId", "BIGINT"),
                        entry("coins", "DECIMAL(20,2)"),
                        entry("small", "DECIMAL(9,3)"),
                        entry("name", "VARCHAR"),
                        entry("joined", "DATE"),
                        entry("updated", "TIMESTAMP WITH TIME ZONE"),
                        entry("exact", "TIMESTAMPTZ_NS"),
                        entry("active", "BOOLEAN"),
                        entry("ratio", "DOUBLE"),
                        entry("extra", "JSON"),
                        entry("raw", "VARIANT"),
                        entry("items", "STRUCT(id VARCHAR, count BIGINT)[]"),
                        entry("tags", "VARCHAR[]"),
                        entry("stats", "MAP(VARCHAR, BIGINT)"),
                        entry("never", "DATE"));
        assertThat(ParquetJava.schema(out()).getType("userId").toString()).startsWith("required int64 userId");
    }

    @Test
    void describesColumnsWithTheirNullsAndGaps() throws Exception {
        publish(
                DeclaredSchemas.parse("{id: int64 not null, d: date, raw: variant}"),
                Staging.rows("{\"id\":1,\"d\":null,\"raw\":{\"a\":1}}", "{\"id\":2,\"raw\":null}", "{\"id\":3}"));
        assertThat(Staging.EXACT
                        .readTree(Files.readString(out().resolve("_schema.json")))
                        .path("columns"))
                .isEqualTo(Staging.json("""
                        [{"name":"id","type":"int64","required":true},
                         {"name":"d","type":"date","nulls":1,"absent":2},
                         {"name":"raw","type":"variant",
                          "shredded":{"type":"struct","columns":[{"name":"a","type":"int64"}]},"nulls":1,"absent":1}]"""));
    }

    @Test
    void keepsVariantsInsideOfOtherColumns() throws Exception {
        List<JsonNode> rows = Staging.rows(
                "{\"events\":[{\"at\":\"2026-11-01T00:00:00Z\",\"data\":{\"x\":[1,null]}},{\"data\":null},{}]}",
                "{\"events\":[{\"data\":5}],\"bag\":{\"k\":{\"y\":\"z\"}}}");
        FolderSink sink = sink(DeclaredSchemas.parse(
                "{events: [{at: timestamp, data: variant}], bag: {\"*\": variant}, l: [variant]}"));
        sink.publish(List.of(Staging.stage(sink, folder.resolve("log"), rows)), Staging.RUN);
        SameValues.assertHolds(ParquetJava.read(out()), rows);
        assertThat(DuckDb.query("SELECT events[1].data::JSON AS data, bag['k']::JSON AS k FROM read_parquet('" + out()
                        + "/*.parquet')"))
                .extracting(row -> row.get("data") + " " + row.get("k"))
                .containsExactly("{\"x\":[1,null]} null", "5 {\"y\":\"z\"}");
    }

    /** What is inferred of rows can be declared of them, and nothing changes. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("dev.gantry.sink.ReadBackTest#seeds")
    void takesEveryRowUnderTheSchemaThatItsOwnRowsHave(long seed) throws Exception {
        List<JsonNode> rows = new RandomRows(seed).rows(30);
        Inference inference = new Inference(List.of());
        rows.forEach(row -> inference.add(row, 100));
        if (!inference.schema(List.of()).isWholeRow()) {
            publish(DeclaredSchemas.of(inference.schema(List.of()).columns()), rows);
        }
    }

    @Test
    void refusesRowsThatDoNotFit() {
        assertThatExceptionOfType(RowRejected.class)
                .isThrownBy(() -> sink(DeclaredSchemas.parse("{id: int64}"))
                        .check(new Row("stores/A/entries/1", Staging.json("{\"id\":\"secret\"}"))))
                .withMessage(
                        "row stores/A/entries/1: id: needs int64, found a string; change the schema or the row with"
                                + " map:, or let such rows go with errors: {skip: ...}");
    }

    @Test
    void doesNotGoWithColumnsThatAreJsonOrVariantAnyway() {
        Kinds<String, String, FolderSink> kinds = Kinds.of(
                List.of(new Kind<>("nothing", "No rows", Shape.text())), List.of(), List.of(ParquetFiles.KIND));
        String job = "job: a\nsource: {nothing: x}\nsink: {parquet: {path: out, %s}}\n";
        assertThatThrownBy(() -> parse(job.formatted("schema: {a: json}, variant: [b]"), kinds))
                .isInstanceOf(InvalidJob.class)
                .hasMessageStartingWith("job.yml:3:17: sink.parquet: schema names the type of every column, so json and"
                        + " variant do not go with it: write {column: json} or {column: variant} there");
        assertThatThrownBy(() -> parse(job.formatted("json: [a], variant: [b, a]"), kinds))
                .isInstanceOf(InvalidJob.class)
                .hasMessageStartingWith(
                        "job.yml:3:17: sink.parquet: json and variant both name a column; keep it in one of them");
    }

    private static void parse(String text, Kinds<String, String, FolderSink> kinds) {
        JobFile.parse(
                "job.yml",
                text,
                kinds,
                Values.Givens.of(Map.of(), Map.of(), Instant.parse("2026-11-23T08:00:00Z"), "7"));
    }
}
