package dev.gantry.sink.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

import dev.gantry.sink.schema.ColumnType.Leaf;
import dev.gantry.sink.schema.ColumnType.Values;
import dev.gantry.sink.schema.Scalar.Simple;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Inference that does not look into what is nested. */
class ColumnsInferenceTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Leaf JSON_TEXT = new Leaf(Simple.JSON, Values.LONG);
    private static final List<String> ROWS = List.of(
            "{\"n\":1,\"o\":{\"deep\":[{\"x\":1},{\"x\":\"y\"}]},\"mixed\":{\"k\":1},\"none\":null}",
            "{\"n\":2,\"o\":{\"DEEP\":1,\"deep\":2},\"mixed\":\"text\",\"l\":[1,\"a\"]}",
            "{\"n\":3,\"o\":null,\"mixed\":true,\"l\":[]}");

    private static Inference watching(Supplier<Inference> fresh, List<JsonNode> rows) {
        Inference inference = fresh.get();
        rows.forEach(row -> inference.add(row, row.toString().length()));
        return inference;
    }

    private static List<JsonNode> rows(List<String> texts) {
        return new ArrayList<>(texts.stream().map(JSON::readTree).toList());
    }

    @Test
    void takesWhatIsNestedForJsonText() {
        RowSchema schema = watching(Inference::ofColumns, rows(ROWS)).schema(List.of("l"));
        assertThat(schema.columns())
                .containsExactly(
                        new Column("l", JSON_TEXT, 0, 1),
                        new Column("n", new Leaf(Simple.INT64, Values.MANY)),
                        new Column("o", JSON_TEXT, 1, 0),
                        new Column("mixed", JSON_TEXT),
                        new Column("none", JSON_TEXT, 1, 2));
        assertThat(schema.notes())
                .containsExactly(
                        "mixed is JSON text: it holds 1 booleans, 1 texts, 1 objects",
                        "null or missing in every row: none");
    }

    @Test
    void findsTheSameWhateverTheOrderAndThePartition() {
        List<JsonNode> rows = rows(ROWS);
        RowSchema whole = watching(Inference::ofColumns, rows).schema(List.of());
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(rows, new Random(seed));
            Inference merged = watching(Inference::ofColumns, rows.subList(0, 1));
            merged.merge(watching(Inference::ofColumns, rows.subList(1, 3)));
            assertThat(Set.copyOf(merged.schema(List.of()).columns())).isEqualTo(Set.copyOf(whole.columns()));
            assertThat(merged.schema(List.of()).notes()).isEqualTo(whole.notes());
        }
    }

    @Test
    void takesRowsThatAreListsAsTheyAre() {
        RowSchema schema = watching(Inference::ofColumns, rows(List.of("[1,null]", "[{\"a\":[]}]")))
                .schema(List.of());
        assertThat(schema).isEqualTo(new RowSchema(List.of(new Column("value", JSON_TEXT)), true, List.of()));
    }

    @Test
    void hasNothingToNoteOfRowsThatStayAsTheyAre() {
        Inference seen = watching(Inference::ofRows, rows(ROWS));
        assertThat(seen.schema(List.of()).columns())
                .isEqualTo(watching(Inference::ofColumns, rows(ROWS))
                        .schema(List.of())
                        .columns());
        assertThat(seen.schema(List.of()).notes()).isEmpty();
        assertThat(seen.rowsWith("o")).isEqualTo(2);
        assertThat(seen.rowsWith("none")).isZero();
    }
}
