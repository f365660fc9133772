package dev.gantry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.gantry.cli.Commanded.gantry;
import static org.assertj.core.api.Assertions.assertThat;

/** What a job may say of CSV and JSON Lines, and what it is told otherwise. */
class TextSinksTest {
    @TempDir
    Path folder;

    private Commanded validate(String sink) throws IOException {
        Path job = folder.resolve("job.yml");
        Files.writeString(job, "job: text\nsource:\n  game-passes: {universe: \"1\"}\nsink:\n  " + sink + "\n");
        return gantry("validate", job);
    }

    private void refuses(String sink, String problem) throws IOException {
        assertThat(validate(sink).with(ExitCode.MISTAKE).err())
                .contains("job.yml:5:")
                .contains(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv: {path: x}",
                "csv: {path: x, key: [a, b], rows-per-file: 10, compression: zstd, line-end: lf, bom: true, formula-safe: true}",
                "csv: {path: x, delimiter: \";\"}",
                "csv: {path: x, delimiter: tab}",
                "csv: {path: x, delimiter: \"\\t\"}",
                "csv: {path: x, delimiter: \" \"}",
                "jsonl: {path: x}",
                "jsonl: {path: x, key: a, compression: gzip}"
            })
    void takesWhatMakesSense(String sink) throws IOException {
        validate(sink).with(ExitCode.DONE);
    }

    @Test
    void refusesDelimitersThatAreNone() throws IOException {
        String rule = "sink.csv.delimiter: must be a delimiter (one of , ; | : ^ ~ or a space or tab), found ";
        refuses("csv: {path: x, delimiter: \",,\"}", rule + "\",,\"");
        refuses("csv: {path: x, delimiter: '\"'}", rule + "\"\"\"");
        refuses("csv: {path: x, delimiter: \"\"}", rule + "\"\"");
        refuses("csv: {path: x, delimiter: a}", rule + "\"a\"");
        refuses("csv: {path: x, delimiter: '\\t'}", rule + "\"\\t\"");
        refuses("csv: {path: x, delimiter: ~}", rule + "nothing; give it a value, or leave the key out");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException {
        refuses(
                "csv: {path: x, compression: gzp}",
                "sink.csv.compression: must be one of none, gzip, zstd, found \"gzp\"; did you mean \"gzip\"?");
        refuses(
                "jsonl: {path: x, compression: snappy}",
                "sink.jsonl.compression: must be one of none, gzip, zstd, found \"snappy\"");
        refuses("csv: {path: x, line-end: cr}", "sink.csv.line-end: must be one of crlf, lf, found \"cr\"");
        refuses("csv: {path: x, bom: 1}", "sink.csv.bom: must be true or false, found 1");
        refuses("csv: {path: x, formula_safe: true}", "did you mean \"formula-safe\"?");
        refuses("jsonl: {path: x, delimiter: \";\"}", "delimiter");
        refuses("csv: {path: x, key: [a, a]}", "key names a column twice: a, a");
    }
}
