package dev.gantry.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import dev.gantry.job.InvalidJob;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CsvFilesTest {

    private static final String ALL = "csv: {path: FOLDER}";

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
    @ValueSource(strings = {"a.csv", "a.csv.gz", "a.csv.zst"})
    void readsWhatRfc4180Allows(String name) throws Exception {
        files.write(
                name,
                "\uFEFFid,\"na\"\"me\",note\r\n1,\"a,b\",\"line\r\nfeed \"\"quoted\"\"\"\r\n\r\n2,,\"\"\n3,it's 5\" wide,\uD83D\uDE00");

        assertThat(files.texts(ALL))
                .containsExactly(
                        name + ":2 {\"id\":\"1\",\"na\\\"me\":\"a,b\",\"note\":\"line\\r\\nfeed \\\"quoted\\\"\"}",
                        name + ":5 {\"id\":\"2\",\"na\\\"me\":null,\"note\":\"\"}",
                        name + ":6 {\"id\":\"3\",\"na\\\"me\":\"it's 5\\\" wide\",\"note\":\"\uD83D\uDE00\"}");
    }

    @Test
    void typesMakeValuesOfTexts() throws Exception {
        files.write(
                "a.csv",
                "i,f,d,b,j,s\n9007199254740993,1e3,0.10, TRUE ,\"{\"\"a\"\":[1.50]}\",007\n-5,-0.5,123456789012345678901234567890,false,null,\n,,,,,\n");

        assertThat(files.texts(
                        "csv: {path: FOLDER/a.csv, types: {i: int64, f: double, d: decimal, b: boolean, j: json}}"))
                .containsExactly(
                        "a.csv:2 {\"i\":9007199254740993,\"f\":1000.0,\"d\":0.10,\"b\":true,\"j\":{\"a\":[1.50]},\"s\":\"007\"}",
                        "a.csv:3 {\"i\":-5,\"f\":-0.5,\"d\":123456789012345678901234567890,\"b\":false,\"j\":null,\"s\":null}",
                        "a.csv:4 {\"i\":null,\"f\":null,\"d\":null,\"b\":null,\"j\":null,\"s\":null}");
    }

    @Test
    void badRecordsAreRefusedByFileAndLineAndTheRestIsRead() throws Exception {
        byte[] text =
                "id,coins\n1,2\n1\n1,2,3\n4,many\n\u00e9,5\n\"6\"x,7\n8,\0\n9,9223372036854775808\n\"\",1\n10,10\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        files.write("bad.csv", text);

        assertThat(files.texts("csv: {path: FOLDER, types: {coins: int64}}"))
                .containsExactly(
                        "bad.csv:2 {\"id\":\"1\",\"coins\":2}",
                        "bad.csv:3: fields in the record: 1, columns: 2 [\"1\"]",
                        "bad.csv:4: fields in the record: 3, columns: 2 [\"1\",\"2\",\"3\"]",
                        "bad.csv:5: column coins is no int64 [\"4\",\"many\"]",
                        "bad.csv:6: column id is not UTF-8 [\"\uFFFD\",\"5\"]",
                        "bad.csv:7: something follows the quote that closes a field; quotes within one are doubled"
                                + " [\"6x\",\"7\"]",
                        "bad.csv:8: the record holds a byte 0, which no text does; is the file UTF-8? [\"8\",\"\\u0000\"]",
                        "bad.csv:9: column coins is no int64 [\"9\",\"9223372036854775808\"]",
                        "bad.csv:10 {\"id\":\"\",\"coins\":1}",
                        "bad.csv:11 {\"id\":\"10\",\"coins\":10}");
    }

    @Test
    void filesWithoutHeaderAndOtherDelimiters() throws Exception {
        files.write("a.csv", "1;\"x;y\"\n2;z\n");
        files.write("b.csv", "1\tx\n");

        assertThat(files.texts("csv: {path: FOLDER/a.csv, header: false, columns: [a, b], delimiter: \";\"}"))
                .containsExactly("a.csv:1 {\"a\":\"1\",\"b\":\"x;y\"}", "a.csv:2 {\"a\":\"2\",\"b\":\"z\"}");
        assertThat(files.texts("csv: {path: FOLDER/b.csv, header: false, columns: [a, b], delimiter: tab}"))
                .containsExactly("b.csv:1 {\"a\":\"1\",\"b\":\"x\"}");
    }

    @Test
    void anEmptyLineIsNullInFilesOfOneColumnAndNothingInOthers() throws Exception {
        files.write("one.csv", "a\n1\n\n2\n");
        files.write("two.csv", "a,b\n1,1\n\n2,2\n");
        files.write("none.csv", "");
        files.write("header.csv", "a,b");

        assertThat(files.texts(ALL))
                .containsExactly(
                        "one.csv:2 {\"a\":\"1\"}",
                        "one.csv:3 {\"a\":null}",
                        "one.csv:4 {\"a\":\"2\"}",
                        "two.csv:2 {\"a\":\"1\",\"b\":\"1\"}",
                        "two.csv:4 {\"a\":\"2\",\"b\":\"2\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a,b,a     | a.csv:1: column 3 of the header has the name of another.
            a,,b      | a.csv:1: column 2 of the header has no name.
            a,'b      | a.csv:1: a quote is opened and not closed before the end
            coin,b    | a.csv: types: names coins, which is no column of it; did you mean coin?
            a;b       | a.csv: types: names coins, which is no column of it. Is the delimiter right?
            """)
    void headersThatMakeNoSenseAreMistakes(String header, String message) throws Exception {
        files.write("a.csv", header.replace('\'', '"') + "\n1,2,3\n");

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows("csv: {path: FOLDER/a.csv, types: {coins: int64}}"))
                .withMessageContaining(message);
    }

    @Test
    void aLineOfDelimitersAloneDoesNotFillTheHeap() throws Exception {
        files.write("a.csv", "a,b\n" + ",".repeat(30 << 20) + "\n1,2\n");

        List<Row> rows = files.rows(ALL);

        assertThat(rows.getFirst().refusal())
                .endsWith("a.csv:2: fields in the record: " + ((30 << 20) + 1) + ", columns: 2");
        assertThat(rows.getLast().json()).hasToString("{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void aQuoteThatIsNeverClosedEndsTheRunRatherThanLoseTheRest() throws Exception {
        files.write("a.csv", "a,b\n1,2\n3,\"4\n5,6\n7,8\n");

        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows(ALL))
                .withMessageStartingWith(
                        folder + "/a.csv:3: a quote is opened and not closed before the end or within 32 MiB");
    }

    @Test
    void whateverIsWrittenIsReadAgainThroughAnyNumberOfKills() throws Exception {
        Random random = new Random(7);
        String[] texts = {"", "a", ",", "\"", "\n", "\r\n", "\r", " x ", "\uD83D\uDE00", "a\"b,c\nd"};
        StringBuilder csv = new StringBuilder("x,y,z\n");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            for (String column : List.of("x", "y", "z")) {
                @Nullable String text = random.nextInt(4) == 0
                        ? null
                        : IntStream.range(0, random.nextInt(4))
                                .mapToObj(part -> texts[random.nextInt(texts.length)])
                                .reduce("", String::concat);
                row.put(column, text);
                csv.append(text == null ? "" : "\"" + text.replace("\"", "\"\"") + "\"")
                        .append(column.equals("z") ? (random.nextBoolean() ? "\n" : "\r\n") : ",");
            }
            expected.add(row.toString());
        }
        files.write("a.csv", csv.toString());
        files.write("b.csv.gz", csv.toString());

        for (int batch : new int[] {10_000, 97}) {
            List<String> read = files.source(ALL)
                    .readKilledAfterEvery(batch, files.nobody())
                    .texts();
            assertThat(read.subList(0, 1_500)).isEqualTo(expected);
            assertThat(read.subList(1_500, 3_000)).isEqualTo(expected);
        }
    }

    @Test
    void idsOfAFileAreWhatOtherSourcesAreReadFor() throws Exception {
        files.write("ids.csv", "userId\n156\n\n");
        WrittenSource source = files.source("""
                csv: {path: FOLDER/ids.csv}
                for-each:
                  inventory-items: {user: "{.userId}"}
                """);

        assertThat(source.chain().components()).extracting(Component::name).containsExactly("csv", "inventory-items");
        assertThat(files.partitions(ALL)).extracting(Partition::name).containsExactly(folder + "/ids.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            header: false                        | header: false needs columns: with their names
            columns: [a]                         | columns: names the columns of files without a header
            header: false, columns: [a, a]       | columns: names a column twice: a, a
            header: false, columns: [a], types: {b: int64} | types: b is not among columns:
            delimiter: ",,"                      | must be one character such as "," or ";", or tab
            types: {a: int}                      | must be one of string, int64, double, decimal, boolean, json
            """)
    void optionsThatDoNotFitAreProblems(String options, String problem) {
        assertThatExceptionOfType(InvalidJob.class)
                .isThrownBy(() -> files.source("csv: {path: a.csv, " + options + "}"))
                .satisfies(invalid ->
                        assertThat(invalid.problems().getFirst().toString()).contains(problem));
    }

    @Test
    void refusedRowsNameFileAndLineButNoValue() throws Exception {
        files.write("a.csv", "id,coins\nsecret,secret\n");

        Row row = files.rows("csv: {path: FOLDER, types: {coins: int64}}").getFirst();

        assertThat(row.refusal()).isEqualTo(folder + "/a.csv:2: column coins is no int64");
        assertThat(row.id()).isEqualTo(folder + "/a.csv:2");
    }
}
