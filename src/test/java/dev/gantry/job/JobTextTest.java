package dev.gantry.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobTextTest {
    @TempDir
    private Path folder;

    private static JobFile<?, ?, ?> read(Path file) {
        return JobFile.read(file, SampleKinds.KINDS, Values.Givens.of(Map.of(), Map.of(), SampleKinds.AT, "r"));
    }

    @Test
    void readsAFileAndKeepsItsText() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yml"), SampleKinds.with("description: Spieler »ä« 🎮\n"));

        assertThat(read(file).job().description()).isEqualTo("Spieler »ä« 🎮");
        assertThat(read(file).text()).isEqualTo(Files.readString(file));
        assertThat(read(file).name()).isEqualTo(file.toString());
    }

    @Test
    void ignoresAByteOrderMark() throws IOException {
        assertThat(read(Files.writeString(folder.resolve("a.yml"), "\uFEFF" + SampleKinds.with("")))
                        .job()
                        .name())
                .isEqualTo("sample");
    }

    @Test
    void namesTheFileThatWasProbablyMeant() throws IOException {
        Path file = Files.writeString(folder.resolve("player-saves.yml"), "");

        assertThatThrownBy(() -> read(folder.resolve("player-save.yml")))
                .isInstanceOf(UserMistake.class)
                .hasMessage(
                        "there is no job file " + folder.resolve("player-save.yml") + "; did you mean " + file + "?");
        assertThatThrownBy(() -> read(folder.resolve("x/y.yml")))
                .hasMessage("there is no job file " + folder.resolve("x/y.yml") + "; check the path, seen from "
                        + Path.of("").toAbsolutePath());
    }

    @Test
    void refusesADirectory() throws IOException {
        assertThatThrownBy(() -> read(folder)).hasMessage(folder + " is a directory; name one job file in it");
        Files.writeString(folder.resolve("b.yml"), "");
        assertThatThrownBy(() -> read(folder))
                .hasMessage(
                        folder + " is a directory; name one job file in it, for example " + folder.resolve("b.yml"));
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path file = Files.write(folder.resolve("a.yml"), "job: a\nx: ä".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read(file))
                .hasMessage(file + " is not UTF-8: byte 11 (0xE4, line 2) does not fit; save the file as UTF-8");
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yml"), "x".repeat(1024 * 1024 + 1));

        assertThatThrownBy(() -> read(file))
                .hasMessage(file
                        + " is larger than 1 MiB, the most a job file may have; if it is data, name it as the path of a"
                        + " source");
    }
}
