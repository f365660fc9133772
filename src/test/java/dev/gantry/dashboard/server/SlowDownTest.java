package dev.gantry.dashboard.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlowDownTest {

    private Instant now = Instant.parse("2026-11-27T00:00:00Z");

    private final SlowDown slowDown = new SlowDown(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void forgivesAFewMistakesAndDoublesTheWaitForEachOther() {
        fail(4);
        assertThat(slowDown.wait("ada")).isZero();
        fail(1);
        assertThat(slowDown.wait("ada")).isEqualTo(Duration.ofSeconds(1));
        fail(1);
        assertThat(slowDown.wait("ada")).isEqualTo(Duration.ofSeconds(2));
        fail(50);
        assertThat(slowDown.wait("ada")).isEqualTo(Duration.ofSeconds(64));
        now = now.plusSeconds(63);
        assertThat(slowDown.wait("ada")).isEqualTo(Duration.ofSeconds(1));
        assertThat(slowDown.wait("bob")).isZero();
    }

    @Test
    void forgetsWhoGetsInAndWhoTriesNoMore() {
        fail(9);
        slowDown.succeeded("ada");
        assertThat(slowDown.wait("ada")).isZero();
        fail(9);
        now = now.plus(Duration.ofMinutes(16));
        assertThat(slowDown.wait("ada")).isZero();
        fail(1);
        assertThat(slowDown.wait("ada")).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            slowDown.failed("ada");
        }
    }
}
