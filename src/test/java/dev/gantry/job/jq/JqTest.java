package dev.gantry.job.jq;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.gantry.job.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JqTest {
    /** Reads as sources do: no digit is lost. */
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static Row row(String json) {
        return new Row("Player_1", EXACT.readTree(json));
    }

    private static String results(String json, String jq) {
        return String.join(
                " ",
                Jq.compile(jq).apply(row(json)).stream().map(JsonNode::toString).toList());
    }

    private static String rejection(String json, String jq) {
        try {
            return "no rejection but " + results(json, jq);
        } catch (RowRejected e) {
            assertThat(e.rowId()).isEqualTo("Player_1");
            assertThat(e.getMessage())
                    .startsWith("row Player_1: jq ")
                    .endsWith("; look at the row with gantry preview, or let such rows go with errors: {skip: ...}");
            return String.valueOf(e.getMessage()).replaceAll(".* failed: (.*); look at the row .*", "$1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "9223372036854775807",
                "9223372036854775808",
                "123456789012345678901234567890",
                "0.10",
                "1E+400",
                "0.1000000000000000055511151231257827",
                "-0.5"
            })
    void passesNumbersOnDigitForDigit(String number) {
        String row = "{\"a\": " + number + "}";

        assertThat(results(row, ".a")).isEqualTo(number);
        assertThat(results(row, "{b: [.a]} | .b[]")).isEqualTo(number);
        assertThat(results(row, ".b = .a | del(.a) | .b")).isEqualTo(number);
        assertThat(results(row, ".a | tostring | tonumber")).isEqualTo(number);
        assertThat(results(row, "tojson | fromjson | .a")).isEqualTo(number);
        assertThat(results("{\"a\": \"" + number + "\"}", ".a | tonumber")).isEqualTo(number);
    }

    @Test
    void losesTheSignOfZeroWhileParsingAsJacksonDoes() {
        assertThat(results("{\"a\": -0, \"b\": -0.0}", ".a, .b")).isEqualTo("0 0.0");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                // 64-bit integers
                "9007199254740993, .a + 1, 9007199254740994",
                "9007199254740993, .a * 1, 9007199254740993",
                "9223372036854775807, .a + 1, -9223372036854775808",
                // doubles
                "9007199254740993, -.a, -9007199254740992",
                "9007199254740993, .a / 1, 9007199254740992",
                "9007199254740993, .a == 9007199254740992, true",
                "0.10, .a + 0.20, 0.30000000000000004",
                "0.10, .a == 0.1, true",
                "9223372036854775808, .a > 1, true",
            })
    void calculatesAsItsDocumentationSays(String number, String jq, String result) {
        assertThat(results("{\"a\": " + number + "}", jq)).isEqualTo(result);
    }

    @Test
    void rejectsRowsWhoseNumbersAreBeyondArithmetic() {
        assertThat(rejection("{\"a\": 1e400}", ".a > 1")).isEqualTo("a number is too large for jq's arithmetic");
        assertThat(rejection("{\"a\": 9223372036854775808}", ".a + 1"))
                .isEqualTo("a number is too large for jq's arithmetic");
    }

    @Test
    void takesAsNumbersOnlyWhatLooksLikeOne() {
        assertThat(results("[\" 7 \", \"+5\", \".5\", \"007\", \"1e3\"]", "map(tonumber)"))
                .isEqualTo("[7,5,0.5,7,1E+3]");
        for (String text : List.of("nan", "Infinity", "1d", "0x10", "", "1e999999")) {
            assertThat(rejection("\"" + text + "\"", "tonumber")).isEqualTo("string cannot be parsed as a number");
        }
        assertThat(rejection("[1]", "tonumber")).isEqualTo("array cannot be parsed as a number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                ".a + 1 => string and number cannot be added",
                ".a * {} => string and object cannot be multiplied",
                ".b / 0 => number and number cannot be divided because the divisor is zero",
                ".b % 0 => number and number cannot be divided (remainder) because the divisor is zero",
                "-.a => object cannot be negated",
                ".a.level => Cannot index string with string \"level\"",
                ".a as $k | .a[$k] => Cannot index string with string",
                ".a[] => Cannot iterate over string",
                ".b | keys => keys is not applicable to NUMBER; expected one of [OBJECT, ARRAY]",
                "{(.b): 1} => Cannot use number as object key",
                ".a | fromjson => failed to parse string as json",
                ".a | fromdateiso8601 => a text is not a date of the form 2026-11-23T03:00:00Z",
                ".a | test(\"(\") => jq cannot do this with the row (SyntaxException)",
                "path(.a | tostring) => it asks for the path of a value that is calculated",
                "error => error() of an object",
                "error(\"no level\") => no level",
                "def f: f; f => it calls itself without end, or the row is nested too deeply",
            })
    void saysWhyARowFailsWithoutItsValues(String jq, String reason) {
        String row = "{\"a\": \"hidden (7) and \\\"x\\\" value\", \"b\": 4711}";

        assertThat(rejection(row, jq)).isEqualTo(reason).doesNotContain("hidden", "4711");
    }

    @Test
    void shortensALongExpression() {
        assertThatThrownBy(() -> Jq.compile("error(\"x\") |\n  " + ". | ".repeat(50) + ".")
                        .apply(row("1")))
                .hasMessage("row Player_1: jq error(\"x\") | . | . | . | . | . | . | . | . | . | . | . | . … failed: x;"
                        + " look at the row with gantry preview, or let such rows go with errors: {skip: ...}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "~~ => it is empty; a single . stands for the whole row",
                "{a: .b => it ends too early, something is still open or missing",
                "~.a\n} .b~ => \"}\" is not expected at line 2, column 1 of the expression",
                ".a as => it ends too early, something is still open or missing",
                "if if => it ends too early, something is still open or missing",
                ".a + then => \"then\" is not expected at line 1, column 6 of the expression",
                "tonumbr => there is no function tonumbr; did you mean tonumber?",
                "frobnicate => there is no function frobnicate here; define it with def, or do without",
                "ltrimstr(1; 2) => the function ltrimstr takes another number of arguments: 1, found 2",
                "@base32 => there is no function @base32; did you mean @base64?",
                "1 as $x | $missing => the variable $missing is not defined; a value of the job or the environment is written ${missing}",
                "99999999999999999999 => it holds an integer of more than 64 bits; write it as text: \"...\" | tonumber",
            })
    void saysWhatIsWrongWithAnExpression(String jq, String message) {
        assertThatThrownBy(() -> Jq.compile(jq))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "env.PATH",
                "$ENV",
                "$ENV.PATH",
                "input",
                "inputs",
                "input_filename",
                "debug",
                "debug_scope",
                "$__prog_args",
                "import \"a\" as a; .",
                "include \"a\"; .",
                "import \"a\" as $a; ."
            })
    void reachesNeitherEnvironmentNorFiles(String jq) {
        assertThatThrownBy(() -> Jq.compile(jq)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f($x; g): $x + g; f(1; 2)",
                "[1, 2] as [$a, $b] | $a + $b",
                "{c: 3} as {$c} | $c",
                "{c: {d: 3}} as {$c: {d: $e}} | $c, $e | numbers",
                "{c: 3} as {c: $d} | $d",
                "reduce (1, 2) as $i (0; . + $i)",
                "last(foreach (1, 2) as $i (0; . + $i))",
                "label $out | 3, break $out, 4",
                "def f: def g: 3; g; f",
                "first(range(3; 10))",
            })
    void knowsEveryWayToDefineAName(String jq) {
        assertThat(results("null", jq)).isEqualTo("3");
    }

    @Test
    void catchesByTryOnlyWhatFailsInIt() {
        assertThat(results("\"x\"", "(tonumber)? // 0")).isEqualTo("0");
        assertThat(results("\"x\"", "try tonumber catch \"caught\"")).isEqualTo("\"caught\"");
        assertThat(results("\"x\"", "[.[]?, 1]")).isEqualTo("[1]");
        assertThat(rejection(
                        "{\"level\": \"7\", \"coins\": \"x\"}",
                        "{level: ((.level | tonumber)?), coins: (.coins | tonumber)}"))
                .isEqualTo("string cannot be parsed as a number");
        assertThat(rejection("\"7\"", "(try tonumber) | error(\"late\")")).isEqualTo("late");
        assertThat(results("\"7\"", "try ((try tonumber) | error(\"late\")) catch ."))
                .isEqualTo("\"late\"");
        assertThat(results("\"7\"", "try ((tonumber)? | (.)? | error(\"late\")) catch ."))
                .isEqualTo("\"late\"");
    }

    @Test
    void isUsedByManyThreadsAtOnce() throws Exception {
        Jq jq = Jq.compile("def twice(f): f + f; .n as $n | {n: $n, twice: twice(.n)}");
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Callable<List<JsonNode>>> calls = IntStream.range(0, 20_000)
                    .<Callable<List<JsonNode>>>mapToObj(n -> () -> jq.apply(row("{\"n\": " + n + "}")))
                    .toList();
            int n = 0;
            for (Future<List<JsonNode>> result : threads.invokeAll(calls)) {
                assertThat(result.get())
                        .containsExactly(EXACT.readTree("{\"n\": " + n + ", \"twice\": " + 2 * n + "}"));
                n++;
            }
        }
    }
}
