package dev.gantry.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** What a light command printed within this process, and the exit code that it would end with. */
record Commanded(int code, String out, String err) {

    static Commanded gantry(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        CommandLine commandLine =
                Gantry.commandLine(texts).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Commanded(commandLine.execute(texts), out.toString(), err.toString());
    }

    /** Asserts the exit code, showing the output if it is another. */
    Commanded with(int expected) {
        assertThat(code).as("out: %s%nerr: %s", out, err).isEqualTo(expected);
        return this;
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
