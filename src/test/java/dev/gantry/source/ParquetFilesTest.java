package dev.gantry.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.gantry.job.UserMistake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Parquet files that DuckDB writes, which knows nothing of us. */
class ParquetFilesTest {

    private static final String ALL = "parquet: {path: FOLDER}";

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
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            true                                              | true
            -7::TINYINT                                       | -7
            255::UTINYINT                                     | 255
            65535::USMALLINT                                  | 65535
            4294967295::UINTEGER                              | 4294967295
            9007199254740993::BIGINT                          | 9007199254740993
            18446744073709551615::UBIGINT                     | 18446744073709551615
            0.1::DOUBLE                                       | 0.1
            0.1::FLOAT                                        | 0.1
            'nan'::DOUBLE                                     | "NaN"
            '-inf'::FLOAT                                     | "-Infinity"
            1.50::DECIMAL(4,2)                                | 1.50
            -1.50::DECIMAL(12,2)                              | -1.50
            123456789012345678901234567890.12::DECIMAL(38,2)  | 123456789012345678901234567890.12
            99999999999999999999::DECIMAL(38,0)               | 99999999999999999999
            '😀 text'                                         | "😀 text"
            DATE '2026-11-01'                                 | "2026-11-01"
            TIME '10:00:00'                                   | "10:00:00"
            TIME '24:00:00'                                   | "24:00:00"
            TIMESTAMPTZ '2026-11-01 10:00:00.123456+00'       | "2026-11-01T10:00:00.123456Z"
            TIMESTAMPTZ '1900-01-01 00:00:00.5+00'            | "1900-01-01T00:00:00.500Z"
            TIMESTAMP '2026-11-01 10:00:00'                   | "2026-11-01T10:00:00"
            TIMESTAMP_NS '2026-11-01 10:00:00.123456789'      | "2026-11-01T10:00:00.123456789"
            '\\x00\\xFF'::BLOB                                | "AP8="
            UUID '01020304-0506-0708-090a-0b0c0d0e0f10'       | "01020304-0506-0708-090a-0b0c0d0e0f10"
            INTERVAL '14 months 3 days 4.005 seconds'         | "P14M3DT4.005S"
            'b'::ENUM('a','b')                                | "b"
            '{"b": [1.50, 9007199254740993], "a": null}'::JSON | {"b":[1.50,9007199254740993],"a":null}
            [1, NULL, 3]                                      | [1,null,3]
            []::INTEGER[]                                     | []
            [['a'], [], NULL]                                 | [["a"],[],null]
            {'a': 1, 'b': {'c': [{'d': NULL}]}}               | {"a":1,"b":{"c":[{"d":null}]}}
            MAP {'😀': 1, 'b': NULL}                          | {"😀":1,"b":null}
            MAP {1: [true], 2: []}                            | {"1":[true],"2":[]}
            MAP {{'x': 1}: 'v'}                               | [{"key":{"x":1},"value":"v"}]
            MAP {}                                            | {}
            NULL::INTEGER[]                                   | null
            'x'::VARIANT                                      | "x"
            '{"a": 1, "b": [1.5, "x"]}'::JSON::VARIANT        | {"a":1,"b":[1.5,"x"]}
            """)
    void readsEveryType(String sql, String json) throws Exception {
        write("SELECT " + sql + " AS v", "a.parquet");

        assertThat(files.texts(ALL)).containsExactly("a.parquet:1 {\"v\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"uncompressed", "snappy", "gzip", "zstd", "lz4_raw"})
    void readsEveryCompressionAndManyRowGroups(String compression) throws Exception {
        write(
                "SELECT i AS n, 'text ' || (i % 7) AS t, CASE WHEN i % 3 = 0 THEN NULL ELSE [i, i + 1] END AS l"
                        + " FROM range(5000) r(i)",
                "a.parquet' (COMPRESSION " + compression + ", FORMAT parquet, ROW_GROUP_SIZE 2048) --");
        List<String> expected = IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"n\":" + i + ",\"t\":\"text " + i % 7 + "\",\"l\":"
                        + (i % 3 == 0 ? "null" : "[" + i + "," + (i + 1) + "]") + "}")
                .toList();

        for (int batch : new int[] {10_000, 449}) {
            assertThat(files.source(ALL)
                            .readKilledAfterEvery(batch, files.nobody())
                            .texts())
                    .isEqualTo(expected);
        }
    }

    @Test
    void readsOnlyTheColumnsThatAreWantedAndThoseOfFolders() throws Exception {
        Files.createDirectories(folder.resolve("date=2026-11-01"));
        write("SELECT 1 AS a, 2 AS b, 3 AS c", "date=2026-11-01/a.parquet");

        assertThat(files.texts("parquet: {path: FOLDER, columns: [c, a]}"))
                .containsExactly("date=2026-11-01/a.parquet:1 {\"a\":1,\"c\":3}");
        assertThat(files.texts("parquet: {path: FOLDER, columns: [c, date]}"))
                .containsExactly("date=2026-11-01/a.parquet:1 {\"c\":3,\"date\":\"2026-11-01\"}");
        assertThat(files.texts("parquet: {path: FOLDER, columns: date}"))
                .containsExactly("date=2026-11-01/a.parquet:1 {\"date\":\"2026-11-01\"}");
        assertThat(files.texts(ALL))
                .containsExactly("date=2026-11-01/a.parquet:1 {\"a\":1,\"b\":2,\"c\":3,\"date\":\"2026-11-01\"}");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows("parquet: {path: FOLDER, columns: [coins]}"))
                .withMessage(
                        folder + "/date=2026-11-01/a.parquet: columns: names coins, which is no column of it; it has"
                                + " a, b, c");
    }

    @Test
    void aFileWithoutRowsHasNone() throws Exception {
        write("SELECT 1 AS a WHERE false", "a.parquet");

        assertThat(files.texts(ALL)).isEmpty();
    }

    @Test
    void whatIsNoParquetOrOnlyAPartIsDamaged() throws Exception {
        files.write("a.parquet", "id,coins\n1,2\n");
        damaged("it is not a Parquet file, or its footer is broken or encrypted");

        write("SELECT i, repeat(md5(i::VARCHAR), 100) AS t FROM range(1000) r(i)", "a.parquet");
        byte[] whole = Files.readAllBytes(folder.resolve("a.parquet"));
        Files.write(folder.resolve("a.parquet"), Arrays.copyOf(whole, whole.length / 2));
        damaged("it is not a Parquet file, or its footer is broken or encrypted");

        Arrays.fill(whole, 200, 3_000, (byte) 7);
        Files.write(folder.resolve("a.parquet"), whole);
        damaged("row 1, in its row group 1, cannot be read");
    }

    private void damaged(String reason) {
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> files.rows(ALL))
                .withMessage(folder + "/a.parquet is damaged or cut off: " + reason
                        + ". Replace it by a whole one and start a new run.");
    }

    private void write(String select, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("COPY (" + select + ") TO '" + folder + "/" + name
                    + (name.endsWith("--") ? "" : "' (FORMAT parquet)"));
        }
    }
}
