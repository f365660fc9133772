package dev.gantry.sink;

import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A second reader of what we write, which knows nothing of us. */
final class DuckDb {
    private DuckDb() {}

    /** Rows by column name, in the order of the files; columns of JSON text as {@link JsonNode}. */
    static List<Map<String, @Nullable Object>> read(Path folder) throws SQLException {
        Set<String> variants = new HashSet<>();
        types(folder).forEach((name, type) -> {
            if (type.equals("VARIANT")) {
                variants.add(name);
            }
        });
        String asJson = variants.stream()
                .map(name -> quoted(name) + "::JSON AS " + quoted(name))
                .collect(Collectors.joining(", "));
        List<Map<String, @Nullable Object>> rows =
                query("SELECT * " + (variants.isEmpty() ? "" : "REPLACE (" + asJson + ")") + " FROM read_parquet('"
                        + folder + "/*.parquet')");
        rows.forEach(row -> row.replaceAll((name, value) ->
                value instanceof JsonNode json && variants.contains(name) ? new SameValues.OfVariant(json) : value));
        return rows;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
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

    /** Asserts that each row read is the JSON that went in. */
    static void assertHolds(Path folder, List<JsonNode> rows) throws SQLException {
        SameValues.assertHolds(read(folder), rows);
    }
}
