package dev.gantry.schedule;

import java.util.List;
import java.util.Map;

import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PayloadTest {

    @Test
    void fieldsBecomeParametersByTheirNames() {
        assertThat(Payload.params("""
                        {"UserId": 9007199254740993, "GameIds": [1234, 2345], "Active": true, "At": "2026-01-01T00:00:00Z",
                         "Who": {"Id": 5}, "Who.Name": "a.b", "Places": ["a", "b-1"], "More": "not wanted"}
                        """, List.of("UserId", "GameIds", "Active", "At", "Who.Id", "Who.Name", "Places")))
                .isEqualTo(Map.of(
                        "UserId", "9007199254740993",
                        "GameIds", "[1234,2345]",
                        "Active", "true",
                        "At", "2026-01-01T00:00:00Z",
                        "Who.Id", "5",
                        "Who.Name", "a.b",
                        "Places", "[\"a\",\"b-1\"]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"Reason\": null}",
                "{\"Reason\": {\"a\": 1}}",
                "{\"Reason\": [[1]]}",
                "{\"Reason\": \"a\\\" | input\"}",
                "{\"Reason\": \"../../etc/passwd\"}",
                "{\"Reason\": [\"${HOME}\"]}",
                "{\"Reason\": \"line\\nline\"}"
            })
    void whatIsMissingOrMightBeMoreThanAValueIsRefusedByName(String payload) {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> Payload.params(payload, List.of("Reason")))
                .withMessageStartingWith("The notification's payload has no Reason that may be a parameter")
                .withMessageNotContaining("passwd");
    }
}
