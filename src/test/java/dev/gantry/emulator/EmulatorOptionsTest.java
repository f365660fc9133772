package dev.gantry.emulator;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmulatorOptionsTest {
    private static final EmulatorOptions DEFAULTS = EmulatorOptions.defaults();

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of((Runnable) () -> DEFAULTS.withPort(70_000), "port is 70000, but must be 0 to 65535"),
                Arguments.of((Runnable) () -> DEFAULTS.withUniverse(0), "universe is 0, but must be 1 or more"),
                Arguments.of(
                        (Runnable) () -> DEFAULTS.withPlayers(9_000_000),
                        "players is 9000000, but must be 0 to 8000000"),
                Arguments.of(
                        (Runnable) () -> DEFAULTS.withConcurrentUsers(-1),
                        "concurrent users is -1, but must be 0 or more"),
                Arguments.of((Runnable) () -> DEFAULTS.withHost(" "), "host is  , but must be an address"),
                Arguments.of((Runnable) () -> DEFAULTS.withApiKey(""), "api key is , but must be not blank"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void sayWhatTheyWereGivenAndWhatTheyTake(Runnable mistake, String message) {
        assertThatThrownBy(mistake::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void changeOneThingAtATime() {
        EmulatorOptions changed = DEFAULTS.withSeed(7).withLimits(false).withLatency(Latency.parse("1s"));
        assertThat(changed.seed()).isEqualTo(7);
        assertThat(changed.limits()).isFalse();
        assertThat(DEFAULTS.limits()).isTrue();
        assertThat(changed.withSeed(1).withLimits(true).withLatency(Latency.NONE))
                .usingRecursiveComparison()
                .isEqualTo(DEFAULTS);
    }
}
