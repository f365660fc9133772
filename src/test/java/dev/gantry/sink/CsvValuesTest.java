package dev.gantry.sink;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import dev.gantry.sink.csv.CsvFormat;
import dev.gantry.sink.csv.LineEnd;
import dev.gantry.sink.text.Compression;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What went in as JSON comes out of two readers of CSV that know nothing of us. */
class CsvValuesTest {
    private static final String DELIMITERS = ",;|:^~ \t";
    private static final CsvFormat DEFAULT = new CsvFormat(',', LineEnd.CRLF, false, false, Compression.NONE);
    private static final CsvFormat SAFE = new CsvFormat(',', LineEnd.CRLF, false, true, Compression.NONE);

    @TempDir
    Path folder;

    private TextFolder out = new TextFolder(Path.of(""));

    @BeforeEach
    void nameTheFolder() {
        out = TextFolder.in(folder);
    }

    private Published publish(CsvFormat format, String... rows) throws Exception {
        return out.publish(format, Staging.rows(rows));
    }

    private List<String> lines() throws Exception {
        return List.of(out.text().split("\r\n"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void keepsNastyRows(long seed) throws Exception {
        char delimiter = DELIMITERS.charAt((int) (seed % DELIMITERS.length()));
        LineEnd lineEnd = LineEnd.values()[(int) (seed % 2)];
        Compression compression = Compression.values()[(int) (seed % 3)];
        CsvFormat format = new CsvFormat(delimiter, lineEnd, seed % 5 == 0, false, compression);
        List<JsonNode> rows = new NastyRows(seed).rows(60);
        out.publish(format, rows);
        assertHolds(rows, inDuckDb(format));
        assertHolds(rows, inCommonsCsv(format));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void keepsRandomRows(long seed) throws Exception {
        List<JsonNode> rows = new RandomRows(seed).rows(60);
        out.publish(DEFAULT, rows);
        assertHolds(rows, inDuckDb(DEFAULT));
        assertHolds(rows, inCommonsCsv(DEFAULT));
    }

    @Test
    void isRfc4180() throws Exception {
        publish(
                DEFAULT,
                "{\"a\":1.50,\"b\":\"x,y\"}",
                "{\"b\":\"say \\\"hi\\\"\",\"c\":[1,{\"k\":null}],\"a\":12345678901234567890}",
                "{\"a\":null,\"b\":\"\",\"d\":true}",
                "{\"b\":\"two\\nlines\",\"e\":\"007\"}",
                "{\"b\":\"plain\\\\é😀\",\"e\":\" edge\"}",
                "{\"b\":\"#not a comment\",\"e\":\"2026-11-01T00:00:00Z\"}");
        assertThat(out.text())
                .isEqualTo("a,b,c,d,e\r\n"
                        + "1.50,\"x,y\",,,\r\n"
                        + "12345678901234567890,\"say \"\"hi\"\"\",\"[1,{\"\"k\"\":null}]\",,\r\n"
                        + ",\"\",,true,\r\n"
                        + ",\"two\nlines\",,,007\r\n"
                        + ",plain\\é😀,,,\" edge\"\r\n"
                        + ",\"#not a comment\",,,2026-11-01T00:00:00Z\r\n");
    }

    @Test
    void endsLinesAndDelimitsAsTold() throws Exception {
        publish(new CsvFormat('\t', LineEnd.LF, true, false, Compression.NONE), "{\"a\":\"1,5\",\"b\":\"x\\ty\"}");
        assertThat(out.text()).isEqualTo("\uFEFFa\tb\n1,5\t\"x\ty\"\n");
    }

    @Test
    void putsTheKeyFirst() throws Exception {
        out.publish(DEFAULT, Staging.rows("{\"a\":1,\"id\":7}", "{\"id\":8,\"b\":2}"), "id");
        assertThat(out.text()).isEqualTo("id,a,b\r\n7,1,\r\n8,,2\r\n");
    }

    @Test
    void beginsEveryFileWithTheHeader() throws Exception {
        out.publish(DEFAULT, 2, Staging.rows("{\"a\":1}", "{\"a\":2}", "{\"a\":3}"));
        assertThat(out.files()).hasSize(2);
        assertThat(out.text()).isEqualTo("a\r\n1\r\n2\r\na\r\n3\r\n");
    }

    @Test
    void keepsTextsApartFromOtherKindsInTheirColumn() throws Exception {
        Published published = publish(DEFAULT, "{\"v\":12}", "{\"v\":\"12\"}", "{\"v\":{\"k\":1}}");
        assertThat(out.text()).isEqualTo("v\r\n12\r\n\"\"\"12\"\"\"\r\n\"{\"\"k\"\":1}\"\r\n");
        assertThat(out.types()).containsExactly(Map.entry("v", "json"));
        assertThat(published.notes()).containsExactly("v is JSON text: it holds 1 numbers, 1 texts, 1 objects");
    }

    @Test
    void saysNothingOfWhatOnlyMattersToColumnsWithTypes() throws Exception {
        Published published = publish(
                DEFAULT,
                "{\"huge\":1e400,\"t\":\"2026-11-01T00:00:00.123456789Z\",\"o\":{},\"p\":{\"x\":1,\"y\":null}}",
                "{\"p\":{\"x\":\"one\",\"X\":2}}");
        assertThat(published.notes()).isEmpty();
        assertThat(lines())
                .containsExactly(
                        "huge,t,o,p",
                        "1E+400,2026-11-01T00:00:00.123456789Z,{},\"{\"\"x\"\":1,\"\"y\"\":null}\"",
                        ",,,\"{\"\"x\"\":\"\"one\"\",\"\"X\"\":2}\"");
    }

    @Test
    void putsRowsThatAreNotObjectsIntoOneColumn() throws Exception {
        publish(DEFAULT, "1", "\"x, y\"", "null", "[1,2]", "{\"a\":1}");
        assertThat(out.text()).isEqualTo("value\r\n1\r\n\"\"\"x, y\"\"\"\r\n\r\n\"[1,2]\"\r\n\"{\"\"a\"\":1}\"\r\n");
    }

    @Test
    void putsRowsThatAreTextsIntoOneColumn() throws Exception {
        publish(DEFAULT, "\"x, y\"", "\"line\\nfeed\"", "\"z\"");
        assertThat(out.text()).isEqualTo("value\r\n\"x, y\"\r\n\"line\nfeed\"\r\nz\r\n");
    }

    @Test
    void makesFormulasHarmlessOnRequest() throws Exception {
        String[] rows = {
            "{\"=n\":-1,\"t\":\"=1+1\"}",
            "{\"t\":\"+1\"}",
            "{\"t\":\"-1,5\"}",
            "{\"t\":\"@x\"}",
            "{\"t\":\"\\tx\"}",
            "{\"t\":\"\\rx\"}",
            "{\"t\":\"a=1\"}",
            "{\"t\":\"\"}"
        };
        Published published = publish(SAFE, rows);
        assertThat(lines())
                .containsExactly(
                        "\"'=n\",t",
                        "-1,\"'=1+1\"",
                        ",\"'+1\"",
                        ",\"'-1,5\"",
                        ",\"'@x\"",
                        ",\"'\tx\"",
                        ",\"'\rx\"",
                        ",a=1",
                        ",\"\"");
        assertThat(published.notes())
                .containsExactly("6 texts begin like a formula and got an apostrophe before them (formula-safe)");
    }

    @Test
    void leavesFormulasAloneUnlessAsked() throws Exception {
        Published published = publish(DEFAULT, "{\"t\":\"=1+1\"}");
        assertThat(out.text()).isEqualTo("t\r\n=1+1\r\n");
        assertThat(published.notes()).isEmpty();
    }

    @Test
    void replacesHalfCharactersAndSaysSo() throws Exception {
        Published published = publish(DEFAULT, "{\"s\":\"a\\ud800b\",\"o\":{\"k\":\"\\\\ud800 \\udc00\"}}");
        assertThat(out.text()).isEqualTo("s,o\r\na\uFFFDb,\"{\"\"k\"\":\"\"\\\\ud800 \\uFFFD\"\"}\"\r\n");
        assertThat(published.notes())
                .containsExactly("2 halves of characters (lone surrogates) in texts became U+FFFD");
    }

    @Test
    void publishesNoFileWithoutRows() throws Exception {
        Published published = publish(DEFAULT);
        assertThat(published.files()).isZero();
        assertThat(out.files()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void makesTheSameBytesTwice(Compression compression) throws Exception {
        CsvFormat format = new CsvFormat(',', LineEnd.CRLF, false, false, compression);
        List<JsonNode> rows = new NastyRows(1).rows(200);
        out.publish(format, rows);
        TextFolder again = TextFolder.in(Files.createDirectory(folder.resolve("again")));
        again.publish(format, rows);
        assertThat(again.files().getFirst()).hasSameBinaryContentAs(out.files().getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void showsHowToLookInside(Compression compression) throws Exception {
        for (int i = 0; i < DELIMITERS.length(); i++) {
            for (LineEnd lineEnd : LineEnd.values()) {
                CsvFormat format = new CsvFormat(DELIMITERS.charAt(i), lineEnd, true, false, compression);
                TextFolder one = TextFolder.in(Files.createTempDirectory(folder, "look"));
                Published published = one.publish(format, new NastyRows(i).rows(9));
                assertThat(Looked.at(published))
                        .as(published.look().toString())
                        .extracting(row -> row.get("n"))
                        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            }
        }
    }

    @Test
    void saysHowToLookAsShortlyAsCanBe() throws Exception {
        assertThat(DEFAULT.inDuckDb("x/*.csv")).isEqualTo("'x/*.csv'");
        assertThat(new CsvFormat('\t', LineEnd.LF, false, false, Compression.NONE).inDuckDb("x/*.csv"))
                .isEqualTo("read_csv('x/*.csv', delim = '\\t', new_line = '\\n')");
    }

    @Test
    void refusesADelimiterThatCannotBeOne() {
        assertThatThrownBy(() -> new CsvFormat('"', LineEnd.LF, false, false, Compression.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fields cannot be delimited by the character 34");
    }

    /** Fields of each line after the header, by position. Nothing is guessed, as little as a load into a table does. */
    private List<List<@Nullable String>> inDuckDb(CsvFormat format) throws Exception {
        String columns = IntStream.range(0, out.types().size())
                .mapToObj(i -> "c" + i + ": 'VARCHAR'")
                .collect(Collectors.joining(", ", "{", "}"));
        String read =
                "FROM read_csv('%s/*%s', delim = '%s', quote = '\"', escape = '\"', header = true, auto_detect = false,"
                        + " new_line = '%s', columns = %s, allow_quoted_nulls = false)";
        String lineEnd = format.lineEnd() == LineEnd.CRLF ? "\\r\\n" : "\\n";
        String delimiter = format.delimiter() == '\t' ? "\\t" : String.valueOf(format.delimiter());
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (Map<String, @Nullable Object> row :
                DuckDb.query(read.formatted(out.path(), format.suffix(), delimiter, lineEnd, columns))) {
            List<@Nullable String> fields = new ArrayList<>();
            row.values().forEach(field -> fields.add((String) field));
            rows.add(fields);
        }
        return rows;
    }

    private List<List<@Nullable String>> inCommonsCsv(CsvFormat format) throws Exception {
        CSVFormat rfc4180 = CSVFormat.RFC4180
                .builder()
                .setDelimiter(format.delimiter())
                .setQuoteMode(QuoteMode.ALL_NON_NULL)
                .setNullString("")
                .get();
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Reader text = unpacked(out.files().getFirst(), format)) {
            if (format.hasByteOrderMark()) {
                assertThat(text.read()).isEqualTo('\uFEFF');
            }
            for (CSVRecord line : rfc4180.parse(text)) {
                rows.add(new ArrayList<>(line.toList()));
            }
        }
        // A name without a character is read as nothing only where it is not quoted.
        assertThat(rows.removeFirst()).isEqualTo(List.copyOf(out.types().keySet()));
        return rows;
    }

    private static Reader unpacked(Path file, CsvFormat format) throws Exception {
        var bytes = Files.newInputStream(file);
        return new InputStreamReader(
                switch (format.compression()) {
                    case NONE -> bytes;
                    case GZIP -> new GZIPInputStream(bytes);
                    case ZSTD -> new ZstdInputStream(bytes);
                },
                StandardCharsets.UTF_8);
    }

    private void assertHolds(List<JsonNode> rows, List<List<@Nullable String>> read) throws Exception {
        Map<String, String> types = out.types();
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            int field = 0;
            for (Map.Entry<String, String> column : types.entrySet()) {
                JsonNode expected = rows.get(i).get(column.getKey());
                String actual = read.get(i).get(field++);
                assertThat(actual == null ? null : plain(actual, column.getValue()))
                        .as("row %s, %s", i, column)
                        .isEqualTo(
                                expected == null || expected.isNull() ? null : expected(expected, column.getValue()));
            }
        }
    }

    private static String plain(String field, String type) {
        return type.equals("json") ? Staging.EXACT.writeValueAsString(Staging.json(field)) : field;
    }

    private static String expected(JsonNode value, String type) {
        JsonNode whole = WholeTexts.in(value);
        return whole.isString() && !type.equals("json") ? whole.stringValue() : Staging.EXACT.writeValueAsString(whole);
    }
}
