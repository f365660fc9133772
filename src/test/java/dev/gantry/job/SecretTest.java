package dev.gantry.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretTest {
    @TempDir
    private Path folder;

    private static Secret parse(String text) {
        return Secret.parse(text, Map.of("KEY", "s3cret", "EMPTY", " ")::get);
    }

    @Test
    void isNamedByTheEnvironmentOrAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "from-file\n");

        assertThat(parse("${KEY}").reveal()).isEqualTo("s3cret");
        assertThat(parse("file:" + file).reveal()).isEqualTo("from-file");
    }

    @Test
    void isNeverInATextOfItself() {
        assertThat(parse("${KEY}")).hasToString("***");
        assertThat("" + new Holder(parse("${KEY}"))).isEqualTo("Holder[key=***]");
    }

    private record Holder(Secret key) {}

    @Test
    void isNeverWrittenDown() {
        assertThatThrownBy(() -> parse("s3cret"))
                .hasMessage(
                        "a secret must be named and never written: ${NAME} of the environment, or file:/path of a file that"
                                + " holds nothing else");
        assertThatThrownBy(() -> parse("${KEY:s3cret}")).hasMessageNotContaining("s3cret");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");

        assertThatThrownBy(() -> parse("${NO_KEY}"))
                .hasMessage("the environment variable NO_KEY is not set; set it to the secret");
        assertThatThrownBy(() -> parse("${EMPTY}"))
                .hasMessage("the environment variable EMPTY is empty; set it to the secret");
        assertThatThrownBy(() -> parse("file:" + empty))
                .hasMessage("the secret's file " + empty + " is empty; it must hold the secret and nothing else");
        assertThatThrownBy(() -> parse("file:/no/such/file"))
                .hasMessage(
                        "the secret's file /no/such/file cannot be read (NoSuchFileException); check that it exists and that"
                                + " you may read it");
    }

    @Test
    void isReadByAShapeAtItsPlace() {
        Values values = new Values(
                Values.Givens.of(Map.of(), Map.of("ROBLOX_API_KEY", "k"), SampleKinds.AT, "r"), "", "UTC", Map.of());
        Reading reading = new Reading("config.yml", values);
        Shape<Secret> shape = Shape.secret();

        assertThat(reading.read(Yaml.compose("config.yml", "${ROBLOX_API_KEY}"), shape)
                        .orElseThrow()
                        .reveal())
                .isEqualTo("k");
        assertThat(reading.read(Yaml.compose("config.yml", "literal"), shape)).isEmpty();
        assertThat(reading.problems()).singleElement().asString().startsWith("config.yml:1:1: a secret must be named");
    }
}
