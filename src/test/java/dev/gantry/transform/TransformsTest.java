package dev.gantry.transform;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.JobFile;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.Values;
import dev.gantry.job.jq.Jq;
import dev.gantry.job.jq.RowRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransformsTest {
    /** Reads as sources do: no digit is lost. */
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static Row row(String json) {
        return new Row("Player_1", EXACT.readTree(json));
    }

    private static List<String> results(RowTransform transform, String json) {
        List<Row> rows = new ArrayList<>();
        transform.apply(row(json), rows::add);
        assertThat(rows).allMatch(row -> row.id().equals("Player_1"));
        return rows.stream().map(row -> row.json().toString()).toList();
    }

    private static List<String> where(String jq, String json) {
        return results(new Where(Jq.compile(jq)), json);
    }

    private static List<String> map(String jq, String json) {
        return results(new MapRows(Jq.compile(jq)), json);
    }

    @ParameterizedTest
    @CsvSource({
        ". == 5, true",
        ". == 6, false",
        "null, false",
        "empty, false",
        "'true, true', true",
        "'false, true', true",
        "'false, null', false"
    })
    void keepsARowOnceIfAnyResultIsTrue(String jq, boolean keeps) {
        assertThat(where(jq, "5")).isEqualTo(keeps ? List.of("5") : List.of());
    }

    @Test
    void keepsTheRowAsItIs() {
        Row row = row("{\"a\": 0.10}");

        new Where(Jq.compile(".a > 0")).apply(row, kept -> assertThat(kept).isSameAs(row));
    }

    @Test
    void rejectsARowWhoseResultIsNoAnswer() {
        assertThatThrownBy(() -> where(".level", "{\"level\": 7}"))
                .isInstanceOf(RowRejected.class)
                .hasMessage(
                        "row Player_1: jq .level failed: where: wants true or false, found a number; compare it with"
                                + " something, for example != null; look at the row with gantry preview, or let such rows go with"
                                + " errors: {skip: ...}");
    }

    @Test
    void makesNoneOneOrManyRows() {
        assertThat(map("empty", "1")).isEmpty();
        assertThat(map("{a: .}", "1")).containsExactly("{\"a\":1}");
        assertThat(map(".[] | . * 2", "[1, 2, 3]")).containsExactly("2", "4", "6");
    }

    @Test
    void handsOnNothingOfARowThatFailsLater() {
        List<Row> rows = new ArrayList<>();

        assertThatThrownBy(() -> new MapRows(Jq.compile(".[] | 1 / .")).apply(row("[1, 0]"), rows::add))
                .isInstanceOf(RowRejected.class);
        assertThat(rows).isEmpty();
    }

    @Test
    void letsAFailureOfTheReceiverPass() {
        assertThatThrownBy(() -> new MapRows(Jq.compile("(.)?")).apply(row("1"), any -> {
                    throw new IllegalStateException("disk full");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("disk full");
    }

    @Test
    void flattensTheSaveOfThePlayerSavesJob() {
        assertThat(
                        map(
                                "{userId: (.id | ltrimstr(\"Player_\") | tonumber), level: .value.level, coins: .value.coins,"
                                        + " items: .value.inventory, updated: .revisionCreateTime}",
                                "{\"id\": \"Player_9007199254740993\", \"revisionCreateTime\": \"2026-01-01T00:00:00Z\","
                                        + " \"value\": {\"level\": 3, \"coins\": 0.10, \"inventory\": [{\"item\": \"sword\"}]}}"))
                .containsExactly(
                        "{\"userId\":9007199254740993,\"level\":3,\"coins\":0.10,\"items\":[{\"item\":\"sword\"}],"
                                + "\"updated\":\"2026-01-01T00:00:00Z\"}");
    }

    @Test
    void isCheckedWhileTheJobIsRead() {
        Kind<String> text = new Kind<>("text", "Text", Shape.text());
        Kinds<String, RowTransform, String> kinds =
                Kinds.of(List.of(text), List.of(Where.KIND, MapRows.KIND), List.of(text));
        Values.Givens givens = Values.Givens.of(Map.of("min", "3"), Map.of(), Instant.EPOCH, "r");
        String job =
                "job: a\nsource: {text: a}\nsink: {text: b}\ntransform:\n  - where: .level >= ${min}\n  - map: %s\n";

        var right = JobFile.parse("a.yml", job.formatted("'{level}'"), kinds, givens);
        assertThat(right.job().transforms())
                .extracting(Object::getClass)
                .isEqualTo(List.of(Where.class, MapRows.class));
        assertThat(results(right.job().transforms().getFirst(), "{\"level\": 3}"))
                .hasSize(1);
        assertThat(results(right.job().transforms().getFirst(), "{\"level\": 2}"))
                .isEmpty();
        assertThatThrownBy(() -> JobFile.parse("a.yml", job.formatted("'{level: .level'"), kinds, givens))
                .isInstanceOf(InvalidJob.class)
                .hasMessage("""
                        a.yml:6:10: transform[1].map: must be a jq expression, found "{level: .level": it ends too early, something is still open or missing
                        1 problem in a.yml; nothing was started.""");
    }
}
