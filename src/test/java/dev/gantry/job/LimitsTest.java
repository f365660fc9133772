package dev.gantry.job;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.gantry.job.SampleKinds.problems;
import static dev.gantry.job.SampleKinds.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitsTest {
    @Test
    void overridesOnlyWhatIsNamed() {
        Limits job = new Limits(
                0.2, new Limits.Players.Fixed(7), Map.of(Limits.OperationClass.READ, new Limits.Rate.PerMinute(3)), 8);

        assertThat(job.overriddenBy("{\"players\": \"live\", \"list\": \"none\"}"))
                .isEqualTo(new Limits(
                        0.2,
                        new Limits.Players.Live(),
                        Map.of(
                                Limits.OperationClass.READ,
                                new Limits.Rate.PerMinute(3),
                                Limits.OperationClass.LIST,
                                new Limits.Rate.Unlimited()),
                        8));
        assertThat(job.overriddenBy("{\"share\": \"100%\", \"read\": \"none\", \"concurrency\": 9}")
                        .share())
                .isEqualTo(1);
        assertThat(job.overriddenBy("{}")).isEqualTo(job);
    }

    @Test
    void namesWhatIsWrongWithAnOverride() {
        assertThatThrownBy(() -> Limits.defaults().overriddenBy("{\"shar\": \"10%\", \"read\": \"0/min\"}"))
                .hasMessage("""
                        --limits:1:2: unknown key "shar"; did you mean "share"?
                        --limits:1:25: read: must be a rate such as 300/min, or none, found "0/min": nothing would ever be sent; a rate is at least 1/min
                        2 problems in --limits; nothing was started.""");
        assertThatThrownBy(() -> Limits.defaults().overriddenBy("20%"))
                .hasMessageStartingWith("--limits:1:1: must be a mapping of share, players, read,");
    }

    @Test
    void refusesSharesOutsideTheQuota() {
        assertThat(problems(with("limits: {share: 101%}")))
                .containsExactly(
                        "job.yml:4:17: limits.share: must be a share such as 50%, found \"101%\": a share is above 0%"
                                + " and at most 100%");
        assertThat(problems(with("limits: {share: 0.5}")))
                .containsExactly(
                        "job.yml:4:17: limits.share: must be a share such as 50%, found 0.5; put it in quotes if it is"
                                + " meant as text");
        assertThat(problems(with("limits: {players: many, concurrency: 0}")))
                .containsExactly(
                        "job.yml:4:19: limits.players: must be live or a number of players, found \"many\"",
                        "job.yml:4:38: limits.concurrency: must be an integer from 1 to 1000, found 0");
    }

    @Test
    void readsHowManyRowsMayFail() {
        assertThat(List.of("0", "0%", "100", "1%", "100%").stream()
                        .map(skip -> SampleKinds.parse(with("errors: {skip: " + skip + "}"))
                                .job()
                                .errors()
                                .skip()))
                .containsExactly(
                        new Errors.Skip.None(),
                        new Errors.Skip.None(),
                        new Errors.Skip.Count(100),
                        new Errors.Skip.Percent(1),
                        new Errors.Skip.Percent(100));
        assertThat(problems(with("errors: {skip: 101%, retries: -1, rejects: \"\"}")))
                .containsExactly(
                        "job.yml:4:16: errors.skip: must be a number of rows such as 100, or a percentage such as 1%,"
                                + " found \"101%\": a percentage is at most 100%",
                        "job.yml:4:31: errors.retries: must be an integer from 0 to 100, found -1",
                        "job.yml:4:44: errors.rejects: must be a path, found \"\": a path needs at least one character");
    }

    @Test
    void allowsAsManyFailedRowsAsSkipSays() {
        assertThat(new Errors.Skip.None().allows(0, 0)).isTrue();
        assertThat(new Errors.Skip.None().allows(1, 1000)).isFalse();
        assertThat(new Errors.Skip.Count(2).allows(2, 2)).isTrue();
        assertThat(new Errors.Skip.Count(2).allows(3, 1000)).isFalse();
        assertThat(new Errors.Skip.Percent(1).allows(1, 100)).isTrue();
        assertThat(new Errors.Skip.Percent(1).allows(1, 99)).isFalse();
    }
}
