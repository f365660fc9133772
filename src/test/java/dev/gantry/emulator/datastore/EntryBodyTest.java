package dev.gantry.emulator.datastore;

import dev.gantry.emulator.wire.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EntryBodyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0",
                "0.10",
                "1e400",
                "9007199254740993",
                "123456789012345678901234567890",
                "null",
                "true",
                "\"\"",
                "\"\\u00e9\\ud83c\\udfe0 é 🏠\\/\"",
                "{}",
                "[]",
                "{ \"b\" : 1 ,\n\"a\":[ ] , \"a\": 2 }",
                "[[[],{}],\",}\"]",
                "\"a,b\\\"\"",
                "-1.5E-10"
            })
    void keepsAValueAsItWasWritten(String json) {
        for (String body : new String[] {
            "{\"value\":%s}", "{\"value\":%s,\"users\":[]}", " { \"x\" : 1 , \"value\" :\n %s \t, \"y\" : {} } "
        }) {
            assertThat(EntryBody.parse(body.replace("%s", json)).content().value())
                    .isEqualTo(json);
        }
    }

    @Test
    void keepsLargeValuesBehindLargeProperties() {
        String large = "[\"" + "é🏠x".repeat(300_000) + "\",1.0]";
        EntryBody body = EntryBody.parse("{\"ignored\":" + large + ", \"value\":" + large + "}");
        assertThat(body.content().value()).isEqualTo(large);
    }

    @Test
    void whatIsNotSentIsCleared() {
        Revision.Content content = EntryBody.parse("{}").content();
        assertThat(content).isEqualTo(new Revision.Content("null", java.util.List.of(), "{}"));
    }

    @Test
    void takesValuesUpToTheLimitAndNoLonger() {
        String longest = "\"" + "x".repeat(EntryBody.LONGEST_VALUE - 2) + "\"";
        assertThat(EntryBody.parse("{\"value\":" + longest + "}").content().value())
                .isEqualTo(longest);
        String longer = "\"" + "x".repeat(EntryBody.LONGEST_VALUE - 1) + "\"";
        assertThatThrownBy(() -> EntryBody.parse("{\"value\":" + longer + "}").content())
                .isInstanceOf(Refused.class)
                .hasMessage("value has 4194305 characters, most is 4194304");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{\"value\":}",
                "{\"value\":01}",
                "{\"value\":NaN}",
                "{\"value\":1}{}",
                "{\"value\":'a'}",
                "{\"value\":1,}",
                "{\"value\":\"\\x\"}",
                "{\"users\":[1]}",
                "{\"users\":\"users/1\"}",
                "{\"users\":[\"1\"]}",
                "{\"users\":[[]]}",
                "{\"attributes\":[]}",
                "{\"value\":[1}"
            })
    void refusesWhatIsMalformed(String body) {
        assertThatThrownBy(() -> EntryBody.parse(body).content()).isInstanceOf(Refused.class);
    }

    @Test
    void refusesAttributesThatAreTooLong() {
        String attributes = "{\"a\":\"" + "x".repeat(300) + "\"}";
        assertThatThrownBy(() ->
                        EntryBody.parse("{\"attributes\":" + attributes + "}").content())
                .hasMessage("attributes have 308 characters, most is 300");
    }

    @Test
    void refusesNestingThatWouldExhaustTheParser() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> EntryBody.parse("{\"value\":" + deep + "}")).isInstanceOf(Refused.class);
    }
}
