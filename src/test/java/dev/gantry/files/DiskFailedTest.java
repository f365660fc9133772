package dev.gantry.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DiskFailedTest {

    @Test
    void aRunGoesOnFromItsCheckpointAndACommandWithoutOneIsGivenAgain() {
        DiskFailed failed = DiskFailed.other("cannot write", Path.of("a"), new IOException("broken"));

        assertThat(failed)
                .hasMessage("cannot write a: broken. Everything up to the last checkpoint is kept: put this right, then"
                        + " `gantry resume` goes on from it.");
        assertThat(failed.toBeRepeated("gantry erase"))
                .hasMessage(
                        "cannot write a: broken. Nothing that was there is lost, and what was done stays done: put this"
                                + " right, then `gantry erase` again does the rest.")
                .hasCause(failed);
    }

    @Test
    void whatIsMissingIsSaidInWords() {
        assertThat(DiskFailed.reason(new NoSuchFileException("a"))).isEqualTo("there is no such file");
    }
}
