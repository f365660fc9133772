package dev.gantry.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JsonlFilesTest {

    private static final String ALL = "jsonl: {path: FOLDER}";

    @TempDir
    Path folder;

    private ReadFiles files;

    @BeforeEach
    void open() {
        files = new ReadFiles(folder);
    }

    @AfterEach
    void close() {
        files.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "A.JSONL"})
    void readsValuesOfEveryKindInTheirOrder(String name) throws Exception {
        files.write(
                name,
                "\uFEFF{\"id\":9007199254740993,\"d\":1.50,\"e\":1e400}\r\n\n  \t\r\n[1,2]\n\"\uD83D\uDE00 text\"\nnull\n{\"\uD83D\uDE00\":{\"a\":[]}}");

        assertThat(files.texts(ALL))
                .containsExactly(
                        name + ":1 {\"id\":9007199254740993,\"d\":1.50,\"e\":1E+400}",
                        name + ":4 {\"value\":[1,2]}",
                        name + ":5 {\"value\":\"\uD83D\uDE00 text\"}",
                        name + ":6 {\"value\":null}",
                        name + ":7 {\"\uD83D\uDE00\":{\"a\":[]}}");
    }

    @Test
    void badLinesAreRefusedByFileAndLineAndTheRestIsRead() throws Exception {
        byte[] text = "{\"a\":1}\n{\"secret\":\"x\"\nnot json\n{} {}\n\"\u00e9\"\n{\"b\":\"\0\"}\n{\"c\":3}\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        files.write("bad.jsonl", text);

        assertThat(files.texts(ALL))
                .containsExactly(
                        "bad.jsonl:1 {\"a\":1}",
                        "bad.jsonl:2: it is not JSON: it ends too early \"{\\\"secret\\\":\\\"x\\\"\"",
                        "bad.jsonl:3: it is not JSON: there is something unexpected at column 1 \"not json\"",
                        "bad.jsonl:4: it holds more than one JSON value \"{} {}\"",
                        "bad.jsonl:5: the line is not UTF-8 \"\\\"\uFFFD\\\"\"",
                        "bad.jsonl:6: the line holds a byte 0, which no JSON does; is the file UTF-8? \"{\\\"b\\\":\\\"\\u0000\\\"}\"",
                        "bad.jsonl:7 {\"c\":3}");
    }

    @Test
    void readsLinesOfMegabytesButNoneThatWouldFillTheHeap() throws Exception {
        String large = "{\"v\":\"" + "x".repeat(4 << 20) + "\"}\n";
        byte[] endless = new byte[40 << 20];
        Arrays.fill(endless, (byte) 'y');
        Path file = files.write("large.jsonl", large + large);
        Files.write(file, endless, java.nio.file.StandardOpenOption.APPEND);
        Files.writeString(file, "\n{\"v\":1}\n", java.nio.file.StandardOpenOption.APPEND);

        List<Row> rows = files.rows(ALL);

        assertThat(rows).hasSize(4);
        assertThat(rows.get(1).json().path("v").asString()).hasSize(4 << 20);
        assertThat(rows.get(2).refusal()).endsWith("large.jsonl:3: the line is longer than 32 MiB");
        assertThat(rows.get(3).json()).hasToString("{\"v\":1}");
    }

    @Test
    void filesAreReadSideBySideAndFoldersNameColumns() throws Exception {
        files.write("date=2026-11-01/b%20b=x/a.jsonl", "{\"n\":1}\n{\"n\":2,\"date\":\"own\"}\n");
        files.write("date=__HIVE_DEFAULT_PARTITION__/a.jsonl", "{\"n\":3}\n");
        files.write("_hidden/a.jsonl", "{\"n\":4}\n");
        files.write("other.csv", "n\n5\n");

        assertThat(files.partitions(ALL))
                .extracting(Partition::name)
                .containsExactly(
                        folder + "/date=2026-11-01/b%20b=x/a.jsonl",
                        folder + "/date=__HIVE_DEFAULT_PARTITION__/a.jsonl");
        assertThat(files.texts(ALL))
                .containsExactly(
                        "date=2026-11-01/b%20b=x/a.jsonl:1 {\"n\":1,\"date\":\"2026-11-01\",\"b b\":\"x\"}",
                        "date=2026-11-01/b%20b=x/a.jsonl:2 {\"n\":2,\"date\":\"own\",\"b b\":\"x\"}",
                        "date=__HIVE_DEFAULT_PARTITION__/a.jsonl:1 {\"n\":3,\"date\":null}");
    }

    @Test
    void thousandsOfFilesAreAFewDozenParts() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String name = "f%04d.jsonl".formatted(i);
            files.write(name, i % 3 == 0 ? "" : "{\"n\":" + i + "}");
            if (i % 3 > 0) {
                expected.add(name + ":1 {\"n\":" + i + "}");
            }
        }

        assertThat(files.partitions(ALL)).hasSizeBetween(24, 40).doesNotHaveDuplicates();
        assertThat(files.texts(ALL)).isEqualTo(expected);
    }

    @Test
    void manyPagesAndAnyNumberOfKillsLoseAndDoubleNothing() throws Exception {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 3_500).forEach(i -> text.append("{\"n\":").append(i).append("}\r\n"));
        for (String name : List.of("a.jsonl", "a.jsonl.gz", "a.jsonl.zst")) {
            files.write(name, text.toString());
        }

        assertThat(files.source(ALL).readKilledAfterEvery(333, files.nobody()).texts())
                .hasSize(10_500)
                .startsWith("{\"n\":0}", "{\"n\":1}")
                .isEqualTo(files.rows(ALL).stream()
                        .map(row -> row.json().toString())
                        .toList());
    }

    @Test
    void nothingFoundIsAMistakeUnlessItMayBe() throws Exception {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows("jsonl: {path: FOLDER/none*.jsonl}"))
                .withMessage(
                        "path: there is no file " + folder + "/none*.jsonl, and no folder of that name with files that"
                                + " end in .jsonl or .jsonl.gz or .jsonl.zst. Names that begin with a dot or an underscore are"
                                + " passed over. Mend the path, or allow that there is none with allow-empty: true.");
        assertThat(files.rows("jsonl: {path: FOLDER/none*.jsonl, allow-empty: true}"))
                .isEmpty();
        files.write("empty.jsonl", "");
        files.write("empty.jsonl.gz", "");
        Files.write(folder.resolve("none.jsonl.gz"), new byte[0]);
        assertThat(files.rows(ALL)).isEmpty();
    }

    @Test
    void aFileThatIsNoLongerWhatItWasIsRefusedOnResuming() throws Exception {
        String three = "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n";
        Path file = files.write("a.jsonl", three);

        assertThat(files.rows(ALL, 2, () -> {})).hasSize(3);
        refused(
                "has grown from 24 to 32 bytes since the run began",
                () -> Files.writeString(file, three + "{\"n\":4}\n"));
        Files.writeString(file, three);
        refused("has shrunk from 24 to 8 bytes since the run began", () -> Files.writeString(file, "{\"n\":1}\n"));
        Files.writeString(file, three);
        refused("was written again since the run began", () -> {
            Files.writeString(file, three.replace('3', '4'));
            Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
        });
        refused("is gone since the run began", () -> Files.delete(file));
    }

    @Test
    void aFileThatChangesWhileItIsReadIsRefusedBeforeItsEnd() throws Exception {
        String lines = "{\"n\":1}\n".repeat(5_000);
        Path file = files.write("a.jsonl", lines);

        assertThat(files.rowsOfOneTry(ALL, 100, () -> {})).hasSize(5_000);
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rowsOfOneTry(ALL, 100, () -> Files.writeString(file, lines + "{}\n")))
                .withMessageContaining("has grown from 40000 to 40003 bytes since the run began");
    }

    @Test
    void aFolderMayHaveANameLikeAFile() throws Exception {
        files.write("a.jsonl/b.jsonl", "{\"n\":1}\n");

        assertThat(files.texts("jsonl: {path: FOLDER/a.jsonl}")).containsExactly("a.jsonl/b.jsonl:1 {\"n\":1}");
        assertThat(files.texts("jsonl: {path: [FOLDER/*.jsonl, FOLDER/a.jsonl/b.jsonl]}"))
                .containsExactly("a.jsonl/b.jsonl:1 {\"n\":1}");
    }

    private void refused(String reason, ReadFiles.Interruption happens) {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows(ALL, 2, happens))
                .withMessageStartingWith(folder + "/a.jsonl " + reason)
                .withMessageContaining("tart a new");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl.gz", "a.jsonl.zst"})
    void aTruncatedFileIsDamagedNotShort(String name) throws Exception {
        byte[] text = "{\"n\":1}\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        byte[] packed = ReadFiles.packed(name, text);
        Files.write(folder.resolve(name), Arrays.copyOf(packed, packed.length - 12));

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows(ALL))
                .withMessageStartingWith(folder + "/" + name + " is damaged or cut off: ");
        Files.writeString(folder.resolve(name), "{\"this is\": \"no packed file\"}\n");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows(ALL))
                .withMessageStartingWith(folder + "/" + name + " is damaged or cut off: it is not ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.jsonl.gz", "a.jsonl.zst"})
    void packedFilesMayBeSeveralOneAfterTheOther(String name) throws Exception {
        byte[] one = ReadFiles.packed(name, "{\"n\":1}\n".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(folder.resolve(name), one);
        Files.write(file, one, java.nio.file.StandardOpenOption.APPEND);

        assertThat(files.texts(ALL)).containsExactly(name + ":1 {\"n\":1}", name + ":2 {\"n\":1}");
    }

    @Test
    void halfPublishedFoldersAreRefused() throws IOException, InterruptedException {
        files.write("out/part-00000.jsonl", "{\"n\":1}\n");
        files.write("out/date=x/part-00000.jsonl", "{\"n\":2}\n");
        files.write("out/_schema.json", "{}");
        for (String path : List.of("FOLDER/out", "FOLDER/out/*.jsonl", "FOLDER/out/date=x/part-00000.jsonl")) {
            assertThatExceptionOfType(UserMistake.class)
                    .isThrownBy(() -> files.partitions("jsonl: {path: " + path + "}"))
                    .withMessage(
                            folder + "/out is being published, or its publishing was interrupted: it has _schema.json"
                                    + " but not yet _SUCCESS. Wait for that run, or resume it with gantry resume.");
        }
        files.write("out/_SUCCESS", "");
        assertThat(files.rows("jsonl: {path: FOLDER/out}")).hasSize(2);
    }

    @Test
    void standsOutermostOnly() {
        assertThatExceptionOfType(dev.gantry.job.InvalidJob.class)
                .isThrownBy(() -> files.source("jsonl: {path: a}\nfor-each:\n  jsonl: {path: b}"))
                .satisfies(invalid -> assertThat(invalid.problems().getFirst().toString())
                        .contains("jsonl under for-each: its files would be read once more for each row there."));
        assertThatExceptionOfType(dev.gantry.job.InvalidJob.class)
                .isThrownBy(() -> files.source("jsonl: {path: \"a/{b,c\"}"))
                .satisfies(invalid -> assertThat(invalid.problems().getFirst().toString())
                        .contains("path: a { in it is not closed by }"));
    }
}
