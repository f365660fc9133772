package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RateHeadersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000, 1000;w=60 | 998 | 20 | 1000 | PT1M | 998 | PT20S",
                "1000 | 998 | 20 | 1000 | PT1M | 998 | PT20S",
                "150, 150;w=1 | 0 | 1 | 150 | PT1S | 0 | PT1S",
                "150;w=1 | 3 | 1 | 150 | PT1S | 3 | PT1S",
                "300, 300;w=0 | 3 | 1 | 300 | PT1M | 3 | PT1S",
                "1000, 1000;w=60 | 998 | 86400 | 1000 | PT1M | 998 | PT1M",
                "1000, 1000;w=60 | 998 | soon | 1000 | PT1M | 998 | PT0S"
            })
    void readsLimitWindowRestAndReset(
            String limit, String remaining, String reset, long number, Duration window, long rest, Duration until) {
        assertThat(RateHeaders.of(headers(limit, remaining, reset)::get))
                .hasValue(new RateHeaders(number, window, rest, until));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {"- | 3", "1000 | -", "many | 3", "-5 | 3", "1000 | -1", "1000 | few", "9999999999999999 | 3"})
    void passesOverWhatMakesNoSense(@Nullable String limit, @Nullable String remaining) {
        assertThat(RateHeaders.of(headers(limit, remaining, null)::get)).isEmpty();
    }

    @Test
    void reckonsByTheMinuteWhateverTheWindow() {
        RateHeaders headers = new RateHeaders(150, Duration.ofSeconds(1), 30, Duration.ZERO);

        assertThat(headers.limitPerMinute()).isEqualTo(9_000);
        assertThat(headers.remainingPerMinute()).isEqualTo(1_800);
    }

    private static Map<String, String> headers(
            @Nullable String limit, @Nullable String remaining, @Nullable String reset) {
        Map<String, String> headers = new HashMap<>();
        putIfThere(headers, "x-ratelimit-limit", limit);
        putIfThere(headers, "x-ratelimit-remaining", remaining);
        putIfThere(headers, "x-ratelimit-reset", reset);
        return headers;
    }

    private static void putIfThere(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
