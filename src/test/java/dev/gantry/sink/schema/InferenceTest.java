package dev.gantry.sink.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.MapOf;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.Scalar.Decimal;
import dev.gantry.sink.schema.Scalar.Simple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class InferenceTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static Inference watching(List<JsonNode> rows) {
        Inference inference = new Inference(List.of());
        rows.forEach(row -> inference.add(row, row.toString().length()));
        return inference;
    }

    private static List<JsonNode> manyRows() {
        Random random = new Random(7);
        List<JsonNode> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(JSON.readTree("""
                    {"id":%d,"few":%d,"n":%s,"m":{"k%d":%s},"l":[%s,{"a":"%s"}],"t":"2026-11-01T00:00:00.%dZ"}""".formatted(
                            i,
                            random.nextInt(5),
                            random.nextInt(50) == 0 ? "123456789012345678901" : "1.25",
                            random.nextInt(260),
                            random.nextBoolean() ? "1" : "2.5",
                            i == 77 ? "true" : "null",
                            random.nextInt(3),
                            random.nextInt(1_000_000_000))));
        }
        return rows;
    }

    @Test
    void findsTheSameTypesWhateverTheOrderAndThePartition() {
        List<JsonNode> rows = manyRows();
        RowSchema whole = watching(rows).schema(List.of());
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(rows, new Random(seed));
            Inference merged = watching(rows.subList(0, 50));
            merged.merge(watching(List.of()));
            merged.merge(watching(rows.subList(50, 300)));
            merged.merge(watching(rows.subList(300, 500)));
            RowSchema schema = merged.schema(List.of());
            assertThat(Set.copyOf(schema.columns())).isEqualTo(Set.copyOf(whole.columns()));
            assertThat(Set.copyOf(schema.notes())).isEqualTo(Set.copyOf(whole.notes()));
            assertThat(merged.rows()).isEqualTo(500);
        }
    }

    @Test
    void tellsColumnsThatRepeatFromColumnsThatDoNot() {
        RowSchema schema = watching(manyRows()).schema(List.of());
        assertThat(schema.columns())
                .contains(
                        new Column("id", new Leaf(Simple.INT64, Values.MANY)),
                        new Column("few", new Leaf(Simple.INT64, Values.FEW)),
                        new Column("n", new Leaf(new Decimal(23, 2), Values.FEW)))
                .anyMatch(column -> column.type() instanceof MapOf);
    }

    @Test
    void putsTheKeyFirst() {
        RowSchema schema =
                watching(List.of(JSON.readTree("{\"a\":1,\"b\":2,\"c\":3}"))).schema(List.of("c", "b"));
        assertThat(schema.columns()).extracting(Column::name).containsExactly("c", "b", "a");
    }

    @Test
    void countsRowsThatHaveAColumn() {
        Inference inference = watching(
                List.of(JSON.readTree("{\"a\":1}"), JSON.readTree("{\"a\":null}"), JSON.readTree("{\"b\":1}")));
        assertThat(inference.rowsWith("a")).isEqualTo(1);
        assertThat(inference.rowsWith("z")).isZero();
    }

    @Test
    void tellsNullsFromMissingColumns() {
        Inference inference = watching(List.of(
                JSON.readTree("{\"a\":1,\"b\":[null]}"), JSON.readTree("{\"a\":null}"), JSON.readTree("{\"b\":null}")));
        inference.merge(watching(List.of(JSON.readTree("{\"a\":null,\"c\":\"x\"}"))));
        assertThat(inference.schema(List.of()).columns())
                .extracting(column -> column.name() + ": " + column.nulls() + " null, " + column.absent() + " absent")
                .containsExactly("a: 2 null, 1 absent", "b: 1 null, 2 absent", "c: 0 null, 3 absent");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"2026-11-01\", \"0001-01-01\", DATE",
                "\"2026-11-01\", null, DATE",
                "\"2026-11-01\", \"2026-11-01T00:00:00Z\", STRING",
                "\"2026-11-01\", \"2026-11-31\", STRING",
                "\"2026-11-01\", \"\", STRING",
                "\"2026-11-01T00:00:00Z\", \"2026-11-02T00:00:00Z\", TIMESTAMP_MICROS"
            })
    void typesTextsAsDatesOnlyIfAllAre(String one, String other, Simple type) {
        List<JsonNode> rows = List.of(JSON.readTree("{\"d\":" + one + "}"), JSON.readTree("{\"d\":" + other + "}"));
        Inference merged = watching(rows.subList(0, 1));
        merged.merge(watching(rows.subList(1, 2)));
        for (Inference inference : List.of(watching(rows), merged)) {
            assertThat(inference.schema(List.of()).columns())
                    .extracting(Column::type)
                    .allMatch(column -> column instanceof Leaf leaf && leaf.scalar() == type);
        }
    }

    @Test
    void hasNoColumnsWithoutRows() {
        assertThat(watching(List.of()).schema(List.of("a")).columns()).isEmpty();
    }

    @Test
    void staysBoundedWhenEveryRowHasNewNestedKeys() {
        Inference inference = new Inference(List.of());
        for (int i = 0; i < 20_000; i++) {
            JsonNode row =
                    JSON.readTree("{\"ok\":1,\"w\":{\"a%d\":{\"b%d\":{\"c%d\":1}}}}".formatted(i % 150, i % 190, i));
            inference.add(row, 40);
        }
        RowSchema schema = inference.schema(List.of());
        assertThat(schema.columns()).contains(new Column("ok", new Leaf(Simple.INT64, Values.FEW)));
        assertThat(schema.notes())
                .anyMatch(note -> note.endsWith("is JSON text: the rows have too many different nested keys"));
    }

    @Test
    void takesRowsOfFarTooManyColumnsAsOneMap() {
        Inference inference = new Inference(List.of());
        for (int i = 0; i < 1_200; i++) {
            inference.add(JSON.readTree("{\"k%d\":%d}".formatted(i, i)), 10);
        }
        RowSchema schema = inference.schema(List.of());
        assertThat(schema.isWholeRow()).isTrue();
        assertThat(schema.columns())
                .containsExactly(new Column("value", new MapOf(new Leaf(Simple.INT64, Values.MANY))));
        assertThat(schema.notes()).containsExactly("value has objects of more than 1000 different keys: a map");
    }
}
