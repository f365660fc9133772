package dev.gantry.job.jq;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static dev.gantry.job.jq.JqTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "Player_{.id} ~ Player_7",
                "{.id}/{.name} ~ 7/a b",
                "{{.id} ~ {.id}",
                "{{}} ~ {}}",
                "{[.list[].id] | join(\",\")} ~ 1,2",
                "x{\"}\\\"\" + .name}y ~ x}\"a by",
                "{({a: .id}).a} ~ 7",
                "{.big} ~ 12345678901234567890",
                "{.flag} ~ true"
            })
    void fillsInWhatTheRowHolds(String text, String expected) {
        assertThat(
                        Template.parse(text)
                                .text(
                                        row(
                                                "{\"id\": 7, \"name\": \"a b\", \"list\": [{\"id\": 1}, {\"id\": 2}], \"big\": 12345678901234567890, \"flag\": true}")))
                .isEqualTo(expected);
    }

    @Test
    void oneExpressionKeepsTheTypeOfItsResult() {
        assertThat(Template.parse("{.id}").value(row("{\"id\": 7}")).isNumber()).isTrue();
        assertThat(Template.parse("{.x}").value(row("{\"x\": {\"a\": [1]}}")).toString())
                .isEqualTo("{\"a\":[1]}");
        assertThat(Template.parse("{.id} ").value(row("{\"id\": 7}")).isString())
                .isTrue();
    }

    @Test
    void knowsWhetherItDependsOnARow() {
        assertThat(Template.parse("plain").isConstant()).isTrue();
        assertThat(Template.parse("").constant()).isEmpty();
        assertThat(Template.parse("{{x}").constant()).isEqualTo("{x}");
        assertThat(Template.plain("{x}").constant()).isEqualTo("{x}");
        assertThatThrownBy(() -> Template.parse("{.x}").constant())
                .hasMessage("{.x} depends on a row, and here there is none");
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> Template.parse("a{.x"))
                .hasMessage("the brace of {.x is not closed; a plain brace is written {{");
        assertThatThrownBy(() -> Template.parse("{.x +}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Template.parse("p{.x}").text(row("{}")))
                .isInstanceOf(RowRejected.class)
                .hasMessageContaining("row Player_1: jq .x failed: it comes to null, and a text, number or boolean"
                        + " is needed here");
        assertThatThrownBy(() -> Template.parse("{.x[]}").value(row("{\"x\": [1, 2]}")))
                .hasMessageContaining("it has 2 results, and exactly one is needed here");
    }
}
