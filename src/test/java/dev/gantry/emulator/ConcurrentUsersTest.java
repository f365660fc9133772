package dev.gantry.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConcurrentUsersTest {
    @TempDir
    private Path folder;

    private ConcurrentUsers curve(String text) throws IOException {
        return ConcurrentUsers.parse(
                Files.writeString(folder.resolve("curve.csv"), text).toString());
    }

    @Test
    void aNumberHoldsAtAnyTime() {
        assertThat(ConcurrentUsers.parse("70").at(Instant.EPOCH)).isEqualTo(70);
    }

    @ParameterizedTest
    @CsvSource({"06:00, 100", "12:00, 600", "18:00, 1100", "18:30, 1050", "00:00, 500", "05:54, 107"})
    void aCurveLeadsFromPointToPointAndOverMidnight(String time, int users) throws IOException {
        ConcurrentUsers curve = curve("time,users\n# at its lowest\n06:00,100\n18:00,1100\n\n00:00,500\n");
        assertThat(curve.at(Instant.parse("2026-03-01T" + time + ":00Z"))).isEqualTo(users);
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThatThrownBy(() -> curve("06:00,100\n25:00,1\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "curve.csv, line 2: '25:00,1' is not a time of day and a number of players, such as 18:30,2500");
        assertThatThrownBy(() -> curve("06:00,-5\n")).hasMessageContaining("line 1: '06:00,-5'");
        assertThatThrownBy(() -> curve("")).hasMessageContaining("holds no line such as 18:30,2500");
        assertThatThrownBy(() -> ConcurrentUsers.parse("many")).hasMessageContaining("neither a number nor a file");
        assertThatThrownBy(() -> ConcurrentUsers.parse("-1")).hasMessageContaining("must be 0 or more");
    }
}
