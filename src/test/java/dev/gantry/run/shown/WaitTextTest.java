package dev.gantry.run.shown;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

import dev.gantry.opencloud.limits.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class WaitTextTest {

    static Stream<Arguments> waits() {
        return Stream.of(
                arguments(new Wait.ForShare("reads", 40_150, 1, 1), "its share (40,150 reads/min)"),
                arguments(new Wait.ForShare("reads", 40_150, 0.5, 1), "its share (40,150 reads/min, slowed to 50 %)"),
                arguments(
                        new Wait.ForShare("ordered reads", 150, 1, 2),
                        "the share that 2 runs have together (150 ordered reads/min)"),
                arguments(new Wait.ForOwnRate("lists", 300, 1), "its limit (300 lists/min)"),
                arguments(
                        new Wait.ForOperation("Cloud_ListGroupMemberships", 300, 1),
                        "the limit of Cloud_ListGroupMemberships (300/min)"),
                arguments(
                        new Wait.ForOperation("Cloud_UpdateUserRestriction", 9_000, 0.25),
                        "the limit of Cloud_UpdateUserRestriction (9,000/min, slowed to 25 %)"),
                arguments(
                        new Wait.ForBytes("20 MB/min read by v1", 1),
                        "the limit of the universe (20 MB/min read by v1)"),
                arguments(new Wait.ForRetryAfter(Duration.ofMillis(11_400)), "Roblox (retry-after 12 s)"),
                arguments(
                        new Wait.ForMachines(Duration.ofMillis(3_200)),
                        "the database of the state, by which machines share what they may ask (not reached for 4 s)"),
                arguments(new Wait.ForHost(Duration.ofSeconds(12)), "Roblox, which does not answer (next try in 12 s)"),
                arguments(new Wait.ForHost(Duration.ZERO), "Roblox, which does not answer (next try under way)"));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void saysWhatIsWaitedFor(Wait wait, String text) {
        assertThat(WaitText.of(Optional.of(wait))).isEqualTo(text);
    }

    @Test
    void saysThatItWaitsForAnswersWhenNothingHoldsItBack() {
        assertThat(WaitText.of(Optional.empty())).isEqualTo("answers");
    }
}
