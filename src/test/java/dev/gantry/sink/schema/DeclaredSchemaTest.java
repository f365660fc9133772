package dev.gantry.sink.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.ListOf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Struct;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.ColumnType.Variant;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class DeclaredSchemaTest {
    private static final String EVERYTHING =
            "{userId: int64 not null, coins: \"decimal(20,2)\", whole: decimal(5), name: string, joined: date,"
                    + " updated: timestamp, exact: timestamp(nanos), active: boolean, ratio: double, extra: json, raw: variant not null,"
                    + " items: [{id: string not null, count: int64}], tags: [string], stats: {\"*\": int64}, grid: [[double]]}";

    private static ColumnType leaf(Scalar scalar) {
        return new Leaf(scalar, Values.MANY);
    }

    private static ColumnType required(Scalar scalar) {
        return new Leaf(scalar, Values.MANY, true);
    }

    @Test
    void readsEveryType() {
        assertThat(DeclaredSchemas.parse(EVERYTHING).columns())
                .containsExactly(
                        new Column("userId", required(Simple.INT64)),
                        new Column("coins", leaf(new Decimal(20, 2))),
                        new Column("whole", leaf(new Decimal(5, 0))),
                        new Column("name", leaf(Simple.STRING)),
                        new Column("joined", leaf(Simple.DATE)),
                        new Column("updated", leaf(Simple.TIMESTAMP_MICROS)),
                        new Column("exact", leaf(Simple.TIMESTAMP_NANOS)),
                        new Column("active", leaf(Simple.BOOLEAN)),
                        new Column("ratio", leaf(Simple.DOUBLE)),
                        new Column("extra", leaf(Simple.JSON)),
                        new Column("raw", new Variant(Optional.empty(), true)),
                        new Column(
                                "items",
                                new ListOf(new Struct(List.of(
                                        new Column("id", required(Simple.STRING)),
                                        new Column("count", leaf(Simple.INT64)))))),
                        new Column("tags", new ListOf(leaf(Simple.STRING))),
                        new Column("stats", new MapOf(leaf(Simple.INT64))),
                        new Column("grid", new ListOf(new ListOf(leaf(Simple.DOUBLE)))));
    }

    @Test
    void namesTheNearestType() {
        assertThat(DeclaredSchemas.problems("{a: strng}"))
                .containsExactly(
                        "job.yml:4:15: sink.schema.a: must be a type, found \"strng\": no such type; did you mean"
                                + " \"string\"?; types are boolean, int64, double, decimal(p,s), string, date, timestamp,"
                                + " timestamp(nanos), json, variant, any of them with not null after it, [type] for a list,"
                                + " {name: type} for a struct, {\"*\": type} for a map");
    }

    @Test
    void namesTypesThatAreCalledOtherwiseElsewhere() {
        assertThat(DeclaredSchemas.problems("{a: BIGINT, b: [varchar]}"))
                .anyMatch(problem -> problem.startsWith("job.yml:4:15: ")
                        && problem.contains("no such type; did you mean \"int64\"?"))
                .anyMatch(problem -> problem.startsWith("job.yml:4:27: sink.schema.b[0]: ")
                        && problem.contains("no such type; did you mean \"string\"?"))
                .hasSize(2);
    }

    @Test
    void refusesWhatNoFileCouldHold() {
        assertThat(DeclaredSchemas.problems(
                        "{a: decimal(39), b: [], c: [string, int64], d: {}, e: {\"*\": int64, x: int64}}"))
                .containsExactly(
                        "job.yml:4:15: sink.schema.a: must be a type, found \"decimal(39)\": a decimal has 1 to 38"
                                + " digits, and no more of them after the point than in all",
                        "job.yml:4:31: sink.schema.b: a list has one type, that of all elements, for example"
                                + " [string]; found 0",
                        "job.yml:4:38: sink.schema.c: a list has one type, that of all elements, for example"
                                + " [string]; found 2",
                        "job.yml:4:58: sink.schema.d: a struct needs a member, for example {id: string}; {\"*\": type}"
                                + " is a map",
                        "job.yml:4:65: sink.schema.e: \"*\" stands for all keys, so it stands alone; found further keys"
                                + " beside it");
    }

    @Test
    void refusesMembersThatDifferOnlyInCase() {
        assertThat(DeclaredSchemas.problems("{s: {Level: int64, level: int64}}"))
                .containsExactly(
                        "job.yml:4:15: sink.schema.s: the members Level and level differ only in upper and lower"
                                + " case, and most tools take them for one; make it json or variant");
    }

    @Test
    void tellsThatADecimalNeedsQuotes() {
        assertThat(DeclaredSchemas.problems("{coins: decimal(20,2)}"))
                .first()
                .asString()
                .contains("in quotes where it stands between { and }");
    }

    @Test
    void refusesAnEmptySchemaAndTooManyColumns() {
        assertThat(DeclaredSchemas.problems("{}"))
                .containsExactly("job.yml:4:11: sink.schema: a schema has 1 to 1000 columns, for example"
                        + " {userId: int64 not null}; found 0");
        String many = IntStream.range(0, 1_001)
                .mapToObj(i -> "c" + i + ": string")
                .collect(Collectors.joining(", ", "{", "}"));
        assertThat(DeclaredSchemas.problems(many)).singleElement().asString().endsWith("found 1001");
    }

    @Test
    void refusesColumnsThatNestTooDeep() {
        assertThat(DeclaredSchemas.problems("{a: " + "[".repeat(15) + "string" + "]".repeat(15) + "}"))
                .isEmpty();
        assertThat(DeclaredSchemas.problems("{a: " + "[".repeat(16) + "string" + "]".repeat(16) + "}"))
                .singleElement()
                .asString()
                .endsWith("columns nest at most 16 levels deep; what is deeper can be json or variant");
    }

    static Stream<String> schemas() {
        return Stream.of(
                EVERYTHING,
                "{a: variant}",
                "{a: [[[[[[string]]]]]]}",
                "{a: strng}",
                "{a: decimal}",
                "{a: true}",
                "string",
                "[string]");
    }

    /** Editors go by the JSON Schema. */
    @ParameterizedTest
    @MethodSource("schemas")
    void isDescribedToEditorsAsItIsRead(String schema) {
        Schema described = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(DeclaredSchemas.JSON_SCHEMA);
        Object plain = new org.yaml.snakeyaml.Yaml().load(DeclaredSchemas.job(schema));
        JsonNode job = JsonMapper.shared().valueToTree(plain);
        assertThat(described.validate(job).isEmpty())
                .isEqualTo(DeclaredSchemas.problems(schema).isEmpty());
    }
}
