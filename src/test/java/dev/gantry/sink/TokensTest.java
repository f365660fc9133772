package dev.gantry.sink;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import dev.gantry.sink.staging.StagedRows;
import dev.gantry.sink.staging.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TokensTest {
    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void areThoseOfAJsonParser(long seed) {
        List<? extends JsonNode> nodes = rows(seed);
        byte[] text = lines(nodes);
        try (StagedRows rows = StagedRows.of(text, text.length);
                JsonParser expected = JACKSON.createParser(text)) {
            for (JsonNode node : nodes) {
                assertThat(rows.next()).isTrue();
                Tokens tokens = rows.tokens();
                int tokensOfRow = 0;
                for (JsonToken token = tokens.current(); token != null; token = tokens.nextToken()) {
                    assertThat(token).as("token %d of %s", tokensOfRow++, node).isEqualTo(expected.nextToken());
                    sameContent(tokens, expected);
                }
            }
            assertThat(rows.next()).isFalse();
            assertThat(expected.nextToken()).isNull();
        }
    }

    private static void sameContent(Tokens tokens, JsonParser expected) {
        switch (expected.currentToken()) {
            case PROPERTY_NAME, VALUE_STRING -> {
                assertThat(tokens.string()).isEqualTo(expected.getString());
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                assertThat(tokens.isNaN()).isEqualTo(expected.isNaN());
                assertThat(tokens.float64()).isEqualTo(Double.valueOf(expected.getDoubleValue()));
                if (!expected.isNaN()) {
                    assertThat(tokens.decimal()).isEqualTo(new BigDecimal(expected.getString()));
                }
            }
            case VALUE_TRUE, VALUE_FALSE -> assertThat(tokens.bool()).isEqualTo(expected.getBooleanValue());
            default -> {}
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void comeBackAsTreesOfTheSameRows(long seed) {
        List<? extends JsonNode> nodes = rows(seed);
        byte[] text = lines(nodes);
        try (StagedRows rows = StagedRows.of(text, text.length)) {
            for (JsonNode node : nodes) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.readTree().toString()).isEqualTo(node.toString());
            }
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void skipWhatNobodyReads() {
        String row = "{\"a\":{\"b\":[1,{\"c\":\"}]\\\"\"}],\"d\":{}},\"e\":[[],[\"]\"]],\"f\":7}\n8\n[1]\n";
        byte[] text = row.getBytes(StandardCharsets.UTF_8);
        try (StagedRows rows = StagedRows.of(text, text.length)) {
            assertThat(rows.next()).isTrue();
            Tokens tokens = rows.tokens();
            assertThat(tokens.nextIs(Tokens.written("a"))).isTrue();
            assertThat(tokens.string()).isEqualTo("a");
            tokens.nextToken();
            int start = rows.tokenStart();
            assertThat(new String(text, start, rows.skipValue() - start, StandardCharsets.UTF_8))
                    .isEqualTo("{\"b\":[1,{\"c\":\"}]\\\"\"}],\"d\":{}}");
            assertThat(tokens.nextIs(Tokens.written("f"))).isFalse();
            assertThat(tokens.string()).isEqualTo("e");
            tokens.nextToken();
            tokens.skipChildren();
            assertThat(tokens.current()).isEqualTo(JsonToken.END_ARRAY);
            assertThat(tokens.nextName()).isEqualTo("f");
            tokens.nextToken();
            assertThat(tokens.int64()).isEqualTo(7);
            assertThat(tokens.nextIs(Tokens.written("g"))).isFalse();
            assertThat(tokens.current()).isEqualTo(JsonToken.END_OBJECT);
            assertThat(rows.next()).isTrue();
            assertThat(tokens.int64()).isEqualTo(8);
            assertThat(rows.next()).isTrue();
            rows.skipValue();
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void areReadToTheEndOfTheirRow() {
        byte[] text = "[1,2]\n3\n".getBytes(StandardCharsets.UTF_8);
        try (StagedRows rows = StagedRows.of(text, text.length)) {
            rows.next();
            rows.tokens().nextToken();
            assertThatIllegalStateException().isThrownBy(rows::next).withMessageContaining("was not consumed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "0.1",
                "-2.50",
                "9007199254740993",
                "900719925474099.25",
                "123456789012345678",
                "1e3",
                "1E+2",
                "-1.5E-7",
                "4.9E-324",
                "1.7976931348623157E308",
                "1e400",
                "0.00000000000000000001",
                "999999999999999999"
            })
    void areNumbersToTheLastBit(String number) {
        assertThat(Double.doubleToRawLongBits(float64(number)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(number)));
    }

    @Test
    void areNumbersToTheLastBitWhateverTheirDigits() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            BigDecimal decimal = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(25));
            double shortest = Double.longBitsToDouble(random.nextLong());
            assertThat(float64(decimal.toPlainString())).isEqualTo(decimal.doubleValue());
            assertThat(float64(JACKSON.writeValueAsString(shortest))).isEqualTo(Double.valueOf(shortest));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"5", "5.0", "1e3", "-7", "9223372036854775807", "-9223372036854775808", "0", "123456789012345678"
            })
    void areIntegersHoweverWritten(String number) {
        byte[] text = number.getBytes(StandardCharsets.UTF_8);
        try (StagedRows rows = StagedRows.of(text, text.length)) {
            rows.next();
            assertThat(rows.tokens().int64()).isEqualTo(new BigDecimal(number).longValueExact());
        }
    }

    private static double float64(String number) {
        byte[] text = number.getBytes(StandardCharsets.UTF_8);
        try (StagedRows rows = StagedRows.of(text, text.length)) {
            rows.next();
            return rows.tokens().float64();
        }
    }

    private static List<? extends JsonNode> rows(long seed) {
        return new RandomRows(seed).rows(40);
    }

    private static byte[] lines(List<? extends JsonNode> rows) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (JsonNode row : rows) {
            lines.writeBytes(JACKSON.writeValueAsBytes(row));
            lines.write('\n');
        }
        return lines.toByteArray();
    }
}
