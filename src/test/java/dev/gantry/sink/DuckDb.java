package dev.gantry.sink;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** A second reader of what we write, which knows nothing of us. */
final class DuckDb {
    /** How the driver returns timestamps to the nanosecond with a zone. */
    private static final Pattern NANOS = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:.]+\\+00");

    private DuckDb() {}

    /** Rows by column name, in the order of the files; JSON columns as {@link JsonNode}. */
    static List<Map<String, @Nullable Object>> read(Path folder) throws SQLException {
        return query("SELECT * FROM read_parquet('" + folder + "/*.parquet')");
    }

    /** Column name to type, in order. */
    static Map<String, String> types(Path folder) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        query("DESCRIBE SELECT * FROM read_parquet('" + folder + "/*.parquet')")
                .forEach(column -> types.put(
                        String.valueOf(column.get("column_name")), String.valueOf(column.get("column_type"))));
        return types;
    }

    static List<Map<String, @Nullable Object>> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            List<Map<String, @Nullable Object>> rows = new ArrayList<>();
            while (results.next()) {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 1; i <= results.getMetaData().getColumnCount(); i++) {
                    row.put(results.getMetaData().getColumnName(i), plain(results.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static @Nullable Object plain(@Nullable Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Array array -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Object element : (Object[]) array.getArray()) {
                    list.add(plain(element));
                }
                yield list;
            }
            case DuckDBStruct struct -> plainMap(struct.getMap());
            case Struct other -> throw new IllegalStateException("an unknown struct " + other);
            case Map<?, ?> map -> plainMap(map);
            case org.duckdb.JsonNode json -> Staging.json(json.toString());
            case OffsetDateTime time -> time.toInstant();
            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> plainMap(Map<?, ?> map) throws SQLException {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            plain.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
        }
        return plain;
    }

    /** Asserts that each row read is the JSON that went in; null and missing count as one. */
    static void assertHolds(Path folder, List<JsonNode> rows) throws SQLException {
        List<Map<String, @Nullable Object>> read = read(folder);
        assertThat(read).hasSameSizeAs(rows);
        for (int i = 0; i < rows.size(); i++) {
            assertSame(rows.get(i), read.get(i), "row " + i);
        }
    }

    private static void assertSame(@Nullable JsonNode expected, @Nullable Object actual, String at) {
        if (actual instanceof JsonNode json) {
            assertSameJson(expected, json, at);
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
        assertThat(actual).as(at).isEqualByComparingTo(expected.decimalValue());
    }

    private static void assertSameJson(@Nullable JsonNode expected, JsonNode actual, String at) {
        assertThat(expected).as(at).isNotNull();
        assertThat(actual).as(at).isEqualTo(Staging.json(String.valueOf(expected)));
    }
}
