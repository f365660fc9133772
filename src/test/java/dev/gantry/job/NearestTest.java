package dev.gantry.job;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NearestTest {
    private static final List<String> KNOWN = List.of("source", "sink", "transform", "params", "limits");

    @Test
    void findsTheNameWithTheFewestChanges() {
        assertThat(Nearest.to("sorce", KNOWN)).contains("source");
        assertThat(Nearest.to("soruce", KNOWN)).contains("source");
        assertThat(Nearest.to("Transforms", KNOWN)).contains("transform");
        assertThat(Nearest.to("param", KNOWN)).contains("params");
    }

    @Test
    void suggestsNothingFarOff() {
        assertThat(Nearest.to("schedule", KNOWN)).isEmpty();
        assertThat(Nearest.to("x", KNOWN)).isEmpty();
        assertThat(Nearest.to("", KNOWN)).isEmpty();
        assertThat(Nearest.hint("schedule", KNOWN)).isEmpty();
    }
}
