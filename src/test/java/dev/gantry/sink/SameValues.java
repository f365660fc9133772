package dev.gantry.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Holds what a reader found against the JSON that went in, value by value. Null and missing count as one where the column's type has no null. */
final class SameValues {
    /** How DuckDB's driver returns timestamps to the nanosecond with a zone. */
    private static final Pattern NANOS = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+\\+00");

    /** A VARIANT as JSON: numbers by value, since a VARIANT does not keep how they were written. */
    record OfVariant(JsonNode json) {}

    private SameValues() {}

    /** @param read rows by column name; columns of JSON text as {@link JsonNode} */
    static void assertHolds(List<Map<String, @Nullable Object>> read, List<JsonNode> rows) {
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertSame(rows.get(i), read.get(i), "row " + i);
        }
    }

    static void assertSame(@Nullable JsonNode expected, @Nullable Object actual, String at) {
        if (actual instanceof JsonNode json) {
            assertSameJson(expected, json, at);
        } else if (actual instanceof OfVariant variant) {
            assertThat(expected).as(at).isNotNull();
            assertSameVariant(Objects.requireNonNull(expected), variant.json(), at);
        } else if (expected == null || expected.isNull()) {
            assertThat(actual).as(at).isNull();
        } else if (expected.isObject()) {
            assertThat(actual).as(at).isInstanceOf(Map.class);
            Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(actual);
            expected.propertyNames()
                    .forEach(name -> assertSame(expected.get(name), members.get(name), at + "." + name));
            members.forEach((name, value) -> assertSame(expected.get(String.valueOf(name)), value, at + "." + name));
        } else if (expected.isArray()) {
            assertThat(actual).as(at).isInstanceOf(List.class);
            List<?> elements = (List<?>) Objects.requireNonNull(actual);
            assertThat(elements).as(at).hasSize(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSame(expected.get(i), elements.get(i), at + "[" + i + "]");
            }
        } else {
            assertSameScalar(expected, actual, at);
        }
    }

    private static void assertSameScalar(JsonNode expected, @Nullable Object actual, String at) {
        switch (actual) {
            case Boolean bool -> assertThat(bool).as(at).isEqualTo(expected.booleanValue());
            case String text -> assertText(expected.stringValue(), text, at);
            case Instant time -> assertThat(time).as(at).isEqualTo(Instant.parse(expected.stringValue()));
            case LocalDate day -> assertThat(day).as(at).isEqualTo(LocalDate.parse(expected.stringValue()));
            case Long number -> assertNumber(expected, BigDecimal.valueOf(number), at);
            case Double number -> assertNumber(expected, BigDecimal.valueOf(number), at);
            case BigInteger number -> assertNumber(expected, new BigDecimal(number), at);
            case BigDecimal number -> assertNumber(expected, number, at);
            case null, default -> fail("%s: expected %s, found %s", at, expected, actual);
        }
    }

    private static void assertText(String expected, String actual, String at) {
        if (NANOS.matcher(actual).matches()) {
            Instant time = Instant.parse(actual.replace(' ', 'T').replace("+00", "Z"));
            assertThat(time).as(at).isEqualTo(Instant.parse(expected));
        } else {
            assertThat(actual).as(at).isEqualTo(expected);
        }
    }

    private static void assertNumber(JsonNode expected, BigDecimal actual, String at) {
        assertThat(expected.isNumber()).as(at).isTrue();
        assertThat(actual).as(at).isEqualByComparingTo(expected.decimalValue());
    }

    private static void assertSameJson(@Nullable JsonNode expected, JsonNode actual, String at) {
        assertThat(expected).as(at).isNotNull();
        assertThat(actual).as(at).isEqualTo(Staging.json(String.valueOf(expected)));
    }

    private static void assertSameVariant(JsonNode expected, JsonNode actual, String at) {
        assertThat(actual.getNodeType()).as(at).isEqualTo(expected.getNodeType());
        if (expected.isNumber()) {
            assertNumber(expected, actual.decimalValue(), at);
        } else if (expected.isObject()) {
            assertThat(actual.propertyNames()).as(at).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
            expected.properties()
                    .forEach(member -> assertSameVariant(
                            member.getValue(), actual.get(member.getKey()), at + "." + member.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(at).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                assertSameVariant(expected.get(i), actual.get(i), at + "[" + i + "]");
            }
        } else {
            assertThat(actual).as(at).isEqualTo(expected);
        }
    }
}
