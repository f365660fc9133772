package dev.gantry.sink.schema;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RowCheckTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static void check(String schema, String row) {
        DeclaredSchemas.parse(schema).check(new Row("stores/A/entries/1", JSON.readTree(row)));
    }

    private static void refuses(String schema, String row, String what) {
        assertThatExceptionOfType(RowRejected.class)
                .isThrownBy(() -> check(schema, row))
                .withMessage("row stores/A/entries/1: " + what
                        + "; change the schema or the row with map:, or let such rows go with errors: {skip: ...}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int64 | 9223372036854775807",
                "int64 | -9223372036854775808",
                "int64 | 5.0",
                "int64 | 1e3",
                "int64 | null",
                "double | 0.1",
                "double | 12",
                "double | 9007199254740992",
                "double | 1e60",
                "`\"decimal(5,2)\"` | 123.45",
                "`\"decimal(5,2)\"` | -123.4500",
                "`\"decimal(5,2)\"` | 0e-9",
                "decimal(38) | 99999999999999999999999999999999999999",
                "boolean | false",
                "string | \"\"",
                "date | \"0001-01-01\"",
                "date | \"2024-02-29\"",
                "timestamp | \"2026-11-01T00:00:00.123456Z\"",
                "timestamp | \"2026-11-01T00:00:00.123456000Z\"",
                "timestamp(nanos) | \"2026-11-01T00:00:00.123456789Z\"",
                "json | 1e400",
                "json | [{}]",
                "variant | {\"a\":[1,null,0.1234567890123456789]}",
                "[string] | [\"a\",null]",
                "{x: double} | {}",
                "`{\"*\": int64}` | {\"a.b\":1}"
            })
    void takesWhatFits(String type, String value) {
        assertThatNoException().isThrownBy(() -> check("{c: " + type + "}", "{\"c\":" + value + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int64 | 9223372036854775808 | c: needs int64, found a number beyond 64 bits",
                "int64 | 5.5 | c: needs int64, found a number with a fraction",
                "int64 | \"5\" | c: needs int64, found a string",
                "int64 | true | c: needs int64, found a boolean",
                "int64 not null | null | c: needs int64 not null, found null",
                "double | 9007199254740993 | c: needs double, found a number that a double would round",
                "double | 0.1234567890123456789 | c: needs double, found a number that a double would round",
                "double | 1e400 | c: needs double, found a number that a double would round",
                "`\"decimal(5,2)\"` | 1234 | c: needs decimal(5,2), found a number of more digits before the point",
                "`\"decimal(5,2)\"` | 1.234 | c: needs decimal(5,2), found a number of more digits after the point",
                "boolean | 1 | c: needs boolean, found a number",
                "string | 1 | c: needs string, found a number",
                "string | {} | c: needs string, found an object",
                "date | \"2026-02-30\" | c: needs date, found a string that is no date such as 2026-11-01",
                "date | \"2026-11-01T00:00:00Z\" | c: needs date, found a string that is no date such as 2026-11-01",
                "date | 20261101 | c: needs date, found a number",
                "timestamp | \"2026-11-01\" | c: needs timestamp, found a string that is no timestamp in UTC such as 2026-11-01T00:00:00Z",
                "timestamp | \"2026-11-01T00:00:00.123456789Z\" | c: needs timestamp, found one of nanoseconds, which only timestamp(nanos) holds",
                "timestamp(nanos) | \"1500-01-01T00:00:00Z\" | c: needs timestamp(nanos), found one outside of 1678 to 2261, which only timestamp holds",
                "variant | 1e400 | c: needs variant, which cannot hold a number of more digits than a decimal of 38 or a double has",
                "[string] | \"a\" | c: needs a list, found a string",
                "[string not null] | [\"a\",null] | c[1]: needs string not null, found null",
                "[[int64]] | [[1],[2,\"x\"]] | c[1][1]: needs int64, found a string",
                "[{count: int64}] | [{},{\"count\":\"x\"}] | c[1].count: needs int64, found a string",
                "{x: double} | {\"y\":1} | c.y: is not in the schema",
                "{x: double not null} | {} | c.x: needs double not null, is missing",
                "{x: double} | [] | c: needs an object, found a list",
                "`{\"*\": int64}` | {\"secret\":\"x\"} | c.*: needs int64, found a string",
                "`{\"*\": [int64]}` | {\"secret\":[true]} | c.*[0]: needs int64, found a boolean"
            })
    void refusesWhatDoesNotFit(String type, String value, String what) {
        refuses("{c: " + type + "}", "{\"c\":" + value + "}", what);
    }

    @Test
    void refusesColumnsThatTheSchemaLacks() {
        refuses("{a: string}", "{\"a\":\"x\",\"b\":null}", "b: is not in the schema");
    }

    @Test
    void refusesRowsThatLackARequiredColumn() {
        refuses("{a: string, id: json not null}", "{\"a\":\"x\"}", "id: needs json not null, is missing");
    }

    @Test
    void refusesRowsThatAreNoObjects() {
        refuses("{a: string}", "[1]", "a row with columns is an object, found a list");
    }
}
