package dev.gantry.opencloud.http;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "' 20 ', 20", "007, 7", "900, 900"})
    void readsSeconds(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofSeconds(seconds));
    }

    @Test
    void readsAnHttpDate() {
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 10:00:30 GMT", NOW)).hasValue(Duration.ofSeconds(30));
    }

    @Test
    void waitsNotAtAllForADateThatIsPast() {
        assertThat(RetryAfter.parse("Sun, 01 Mar 2026 09:59:30 GMT", NOW)).hasValue(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"901", "31536000", "9223372036854775807", "99999999999999999999", "Mon, 01 Mar 2027 10:00:00 GMT"
            })
    void cutsALongWaitToAQuarterOfAnHour(String header) {
        assertThat(RetryAfter.parse(header, NOW)).hasValue(Duration.ofMinutes(15));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "  ", "soon", "-5", "1.5", "1,5", "٣", "Sun, 01 Mar 2026", "Mon, 01 Mar 2026 10:00:30 GMT"})
    void ignoresWhatMakesNoSense(@Nullable String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
