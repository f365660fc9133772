package dev.gantry.run;

import java.util.List;

import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConfirmedTest {

    @Test
    void aNumberIsAUniverseAndPathsNameTheOthers() {
        Confirmed confirmed = Confirmed.of(List.of("1", "groups/7", "users/156"));
        assertThat(confirmed.has("universes/1")).isTrue();
        assertThat(confirmed.has("groups/7")).isTrue();
        assertThat(confirmed.has("groups/1")).isFalse();
        assertThat(Confirmed.of(List.of("universes/2")).has("universes/2")).isTrue();
        assertThat(Confirmed.NOTHING.has("universes/1")).isFalse();
        assertThat(Confirmed.BY_SCHEDULE.has("universes/1")).isTrue();
    }

    @Test
    void whatIsNeitherIsAMistake() {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> Confirmed.of(List.of("group 7")))
                .withMessage(
                        "--confirm takes the id of a universe, or a path such as universes/1, groups/7 or users/156;"
                                + " found group 7.");
    }
}
