package dev.gantry.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;

import dev.gantry.files.DiskFailed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTest {

    /** A command that makes a run has checkpoints. */
    @ParameterizedTest
    @CsvSource({
        "run, gantry resume",
        "restore, gantry resume",
        "erase, gantry erase",
        "backup prune, gantry backup prune",
        "backup verify, gantry backup verify"
    })
    void aDiskThatFailsIsToldWithTheCommandThatGoesOn(String command, String advised) {
        CommandLine line = Gantry.commandLine();
        for (String word : command.split(" ", -1)) {
            line = Objects.requireNonNull(line.getSubcommands().get(word));
        }
        StringWriter told = new StringWriter();
        line.setErr(new PrintWriter(told));
        DiskFailed failed = DiskFailed.writing("cannot write", Path.of("a"), 1, new IOException("No space left"));

        assertThat(Failures.report(failed, line, line.getParseResult())).isEqualTo(ExitCode.FAILED);
        assertThat(told.toString()).contains("`" + advised + "`").doesNotContain("\tat ");
    }
}
