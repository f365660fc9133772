package dev.gantry.opencloud.http;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "123456789012345678901234567890",
                "0.10",
                "1.50",
                "{}",
                "[]",
                "null",
                "\"🏠\"",
                "[{\"a\":[]},{}]",
                "0.1000000000000000055511151231257827"
            })
    void givesBackTheSameJson(String value) {
        assertThat(parse("{\"value\":" + value + "}").get("value").toString()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1E-400", "1E+2"})
    void keepsWhatNoDoubleHolds(String number) {
        assertThat(parse("{\"value\":" + number + "}").get("value").decimalValue())
                .isEqualTo(new java.math.BigDecimal(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "1", "<html></html>", "{\"a\":", "{} {}", "{}x"})
    void refusesWhateverIsNotOneObject(String body) {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> parse(body));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_194_304, 25_000_000})
    void readsValuesAndNamesOfAnyLengthThatMayBeStored(int length) {
        String text = "x".repeat(length);

        assertThat(parse("{\"value\":{\"" + text.substring(0, 4_000_000) + "\":\"" + text + "\"}}")
                        .get("value")
                        .size())
                .isEqualTo(1);
    }

    private static tools.jackson.databind.JsonNode parse(String json) {
        return Json.parseObject(json.getBytes(StandardCharsets.UTF_8));
    }
}
