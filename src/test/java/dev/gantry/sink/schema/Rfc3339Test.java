package dev.gantry.sink.schema;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class Rfc3339Test {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    @Test
    void agreesWithJavaTimeOnRandomInstants() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            Instant instant = Instant.ofEpochSecond(
                    random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond()),
                    random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
            String text = instant.toString();
            assertThat(Rfc3339.micros(text))
                    .as(text)
                    .isEqualTo(ChronoUnit.MICROS.between(Instant.EPOCH, floor(instant)));
            assertThat(Rfc3339.nanosOfMicro(text)).as(text).isEqualTo(instant.get(ChronoField.NANO_OF_SECOND) % 1000);
        }
    }

    private static Instant floor(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-01",
                "2026-11-01T00:00:00",
                "2026-11-01T00:00:00z",
                "2026-11-01t00:00:00Z",
                "2026-11-01 00:00:00Z",
                "2026-11-01T00:00:00+00:00",
                "2026-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-11-31T00:00:00Z",
                "2026-11-01T24:00:00Z",
                "2026-11-01T00:60:00Z",
                "2026-11-01T23:59:60Z",
                "2026-11-01T00:00:00.Z",
                "2026-11-01T00:00:00.1234567890Z",
                "2026-11-01T00:00:00.12a4Z",
                "2026-11-01T00:00:00,123Z",
                "0000-01-01T00:00:00Z",
                "-001-01-01T00:00:00Z",
                "２026-11-01T00:00:00Z"
            })
    void refusesWhatIsNoTimestampInUtc(String text) {
        assertThat(Rfc3339.micros(text)).isEqualTo(Rfc3339.NONE);
    }

    @Test
    void agreesWithJavaTimeOnEveryDayOfFourCenturiesAndTheEnds() {
        LocalDate first = LocalDate.of(1_899, 12, 31);
        for (LocalDate day = first; day.getYear() < 2_301; day = day.plusDays(1)) {
            assertThat(Rfc3339.epochDay(day.toString())).isEqualTo((int) day.toEpochDay());
        }
        assertThat(Rfc3339.epochDay("0001-01-01"))
                .isEqualTo((int) LocalDate.of(1, 1, 1).toEpochDay());
        assertThat(Rfc3339.epochDay("9999-12-31"))
                .isEqualTo((int) LocalDate.of(9_999, 12, 31).toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-1",
                "2026-11-01Z",
                "2026-11-01T00:00:00Z",
                "2026/11/01",
                "20261101",
                "2026-02-29",
                "1900-02-29",
                "2026-13-01",
                "2026-00-10",
                "2026-04-31",
                "2026-11-00",
                "0000-01-01",
                "-001-01-01",
                "+2026-1-01",
                "２026-11-01"
            })
    void refusesWhatIsNoDay(String text) {
        assertThat(Rfc3339.epochDay(text)).isEqualTo(Rfc3339.NO_DAY);
    }
}
