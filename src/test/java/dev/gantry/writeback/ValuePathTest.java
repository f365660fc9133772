package dev.gantry.writeback;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ValuePathTest {

    private static String with(String path, String value, String part) {
        return ValuePath.parse(path)
                .with(ExactJson.parse(value), ExactJson.parse(part))
                .map(ExactJson::text)
                .orElse("(none)");
    }

    @Test
    void keysAreWrittenAsJqWritesThem() {
        assertThat(ValuePath.parse(".inventory.pets").keys()).isEqualTo(List.of("inventory", "pets"));
        assertThat(ValuePath.parse(".stats[\"best time\"].x").keys()).isEqualTo(List.of("stats", "best time", "x"));
        assertThat(ValuePath.parse(".[\"a.\\\"b\"]").keys()).isEqualTo(List.of("a.\"b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "inventory", ".a[0]", ".a..b", ".a.", ".a | .b"})
    void whatIsNoPathIsRefused(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ValuePath.parse(text))
                .withMessage("a path is keys of objects, as in .inventory.pets or .stats[\"best time\"]");
    }

    @Test
    void allElseKeepsItsOrderAndDigits() {
        assertThat(with(".b", "{\"a\":0.10,\"b\":1,\"c\":1e400}", "[2.0]"))
                .isEqualTo("{\"a\":0.10,\"b\":[2.0],\"c\":1e400}");
    }

    @Test
    void objectsOnTheWayAreMadeAndOthersAreNot() {
        assertThat(with(".a.b.c", "{\"x\":1}", "2")).isEqualTo("{\"x\":1,\"a\":{\"b\":{\"c\":2}}}");
        assertThat(with(".a.b", "{\"a\":[]}", "2")).isEqualTo("(none)");
        assertThat(with(".a", "[]", "2")).isEqualTo("(none)");
    }

    @Test
    void whatIsNotThereIsNothing() {
        assertThat(ValuePath.parse(".a.b").in(ExactJson.parse("{\"a\":{}}"))).isEmpty();
        assertThat(ValuePath.parse(".a.b").in(ExactJson.parse("{\"a\":{\"b\":null}}")))
                .isPresent();
    }
}
