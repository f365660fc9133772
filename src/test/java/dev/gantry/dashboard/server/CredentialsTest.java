package dev.gantry.dashboard.server;

import java.util.Map;

import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CredentialsTest {

    private static final String TOKEN = "a-token-of-many-characters";

    @Test
    void areNotNeededWhereNoneAreSet() {
        Credentials none = Credentials.of(Map.of("GANTRY_TOKEN", " "));
        assertThat(none.areNeeded()).isFalse();
        none.requireFor(Listening.of("127.0.0.1", 8080));
        none.requireFor(Listening.of("::1", 8080));
    }

    @Test
    void areNeededAtAnAddressThatOthersReach() {
        assertThatThrownBy(() -> Credentials.of(Map.of()).requireFor(Listening.of("0.0.0.0", 8080)))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "--address 0.0.0.0: others than this machine reach that, so set GANTRY_TOKEN, or GANTRY_USER and"
                                + " GANTRY_PASSWORD, in the environment; without them gantry serve listens at 127.0.0.1 only.");
        Credentials.of(Map.of("GANTRY_TOKEN", TOKEN)).requireFor(Listening.of("0.0.0.0", 8080));
    }

    @Test
    void goTogether() {
        assertThatThrownBy(() -> Credentials.of(Map.of("GANTRY_USER", "ada")))
                .isInstanceOf(UserMistake.class)
                .hasMessage("GANTRY_USER and GANTRY_PASSWORD go together: GANTRY_PASSWORD is not set.");
    }

    @Test
    void areRefusedWhereTheyAreSoonGuessed() {
        assertThatThrownBy(() -> Credentials.of(Map.of("GANTRY_TOKEN", "short")))
                .isInstanceOf(UserMistake.class)
                .hasMessageStartingWith("GANTRY_TOKEN is shorter than 8 characters")
                .hasMessageNotContaining("short,");
    }

    @Test
    void tellRightFromWrong() {
        Credentials all =
                Credentials.of(Map.of("GANTRY_TOKEN", TOKEN, "GANTRY_USER", "ada", "GANTRY_PASSWORD", "long enough"));
        assertThat(all.isToken(TOKEN)).isTrue();
        assertThat(all.isToken(TOKEN + "x")).isFalse();
        assertThat(all.areUserAndPassword("ada", "long enough")).isTrue();
        assertThat(all.areUserAndPassword("bob", "long enough")).isFalse();
        assertThat(all.areUserAndPassword("ada", "long")).isFalse();
        assertThat(all).hasToString("Credentials[hidden]");
    }

    @Test
    void ofATokenAreNotThoseOfAnyUser() {
        assertThat(Credentials.of(Map.of("GANTRY_TOKEN", TOKEN)).areUserAndPassword("", ""))
                .isFalse();
    }
}
