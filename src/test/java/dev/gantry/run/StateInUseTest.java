package dev.gantry.run;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class StateInUseTest {

    @TempDir
    private Path folder;

    @Test
    void removesTheMarkOfTheDeadAndOfNobodyElse() throws Exception {
        Path mark = Files.writeString(folder.resolve("gantry.lock.db"), "id=dead");
        try (StateInUse first = StateInUse.by(folder)) {
            assertThat(mark).doesNotExist();
            Files.writeString(mark, "id=first");
            try (StateInUse second = StateInUse.by(folder)) {
                assertThat(mark).exists();
            }
            StateInUse.by(folder).close();
            assertThat(mark).exists();
        }
        StateInUse.by(folder).close();
        assertThat(mark).doesNotExist();
    }

    @Test
    void tellsThatTheLocksCannotBeTaken() throws Exception {
        Files.writeString(folder.resolve("locks"), "no folder");
        assertThatExceptionOfType(StateUnusable.class)
                .isThrownBy(() -> StateInUse.by(folder))
                .withMessageContaining("its locks cannot be taken")
                .withMessageContaining("gantry.state");
    }
}
