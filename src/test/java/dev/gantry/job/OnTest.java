package dev.gantry.job;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static dev.gantry.job.SampleKinds.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OnTest {

    private static String job(String on) {
        return """
                job: sample
                on: %s
                source: {lines: {path: in}}
                sink: {parquet: {path: "out/${UserId}"}}
                """.formatted(on);
    }

    private static Path path(String text, Values.Givens givens) {
        return JobFile.parse("job.yml", text, SampleKinds.KINDS, givens)
                .job()
                .sink()
                .path();
    }

    @Test
    void namesOneTypeOfEventsOrSeveral() {
        On one = SampleKinds.parse(
                        job("{webhook: RightToErasureRequest, params: UserId}"), Map.of("UserId", "7"), Map.of())
                .job()
                .on()
                .orElseThrow();
        assertThat(one.webhook()).containsExactly("RightToErasureRequest");
        assertThat(one.params()).containsExactly("UserId");
        On two = SampleKinds.parse(
                        job("{webhook: [SubscriptionPurchased, SubscriptionRenewed], params: [UserId, Subscriber.Id]}"),
                        Map.of("UserId", "7"),
                        Map.of())
                .job()
                .on()
                .orElseThrow();
        assertThat(two.webhook()).containsExactly("SubscriptionPurchased", "SubscriptionRenewed");
        assertThat(two.params()).containsExactly("UserId", "Subscriber.Id");
    }

    @Test
    void whatThePayloadGivesIsStoodInForWhereAJobIsOnlyChecked() {
        String text = job("{webhook: RightToErasureRequest, params: [UserId]}");
        assertThat(path(text, Values.Givens.forCheck(Map.of(), Map.of("UserId", "environment"), SampleKinds.AT)))
                .isEqualTo(Path.of("out/1"));
        assertThat(path(text, Values.Givens.of(Map.of("UserId", "156"), Map.of(), SampleKinds.AT, "1")))
                .isEqualTo(Path.of("out/156"));
        assertThatExceptionOfType(InvalidJob.class)
                .isThrownBy(() ->
                        path(text, Values.Givens.of(Map.of(), Map.of("UserId", "environment"), SampleKinds.AT, "1")))
                .withMessageContaining(
                        "job.yml:4:24: sink.parquet.path: ${UserId} is of the payload of a webhook, which"
                                + " starts this job; to run it by hand, pass --param UserId=...");
    }

    @Test
    void whatTheJobDeclaresHoldsWhereNothingIsGiven() {
        String text = "params: {UserId: declared}\n" + job("{webhook: A, params: UserId}");
        assertThat(path(text, Values.Givens.forCheck(Map.of(), Map.of(), SampleKinds.AT)))
                .isEqualTo(Path.of("out/declared"));
        assertThat(path(text, Values.Givens.of(Map.of("UserId", "156"), Map.of(), SampleKinds.AT, "1")))
                .isEqualTo(Path.of("out/156"));
    }

    @Test
    void tellsWhatIsWrongWithLineAndColumn() {
        assertThat(problems("params: {UserId: 1}\n" + job("{webhook: right-to-erasure, param: UserId}")))
                .containsExactly(
                        "job.yml:3:15: on.webhook: must be a type of Roblox's events such as RightToErasureRequest, found"
                                + " \"right-to-erasure\"",
                        "job.yml:3:33: on: unknown key \"param\"; did you mean \"params\"?");
        assertThat(problems("params: {UserId: 1}\n" + job("{webhook: A, params: [date]}")))
                .singleElement()
                .asString()
                .contains("on.params[0]: ", "date is never a field of a payload: it stands for something else");
        assertThat(problems("params: {UserId: 1}\n" + job("{params: [UserId]}")))
                .singleElement()
                .asString()
                .contains("on: \"webhook\" is missing");
    }
}
