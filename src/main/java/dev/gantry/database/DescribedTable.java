package dev.gantry.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A table as JDBC describes it, in the schema that the connection is in. */
final class DescribedTable {

    private DescribedTable() {}

    static Optional<ExistingTable> find(Connection connection, String wanted) throws SQLException {
        Optional<String> name = name(connection, wanted);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new ExistingTable(
                        name.get(), columns(connection, name.get()), uniqueKeys(connection, name.get()), true));
    }

    private static Optional<String> name(Connection connection, String wanted) throws SQLException {
        if (isThere(connection, wanted)) {
            return Optional.of(wanted);
        }
        List<String> alike = new ArrayList<>();
        try (ResultSet tables =
                connection.getMetaData().getTables(connection.getCatalog(), connection.getSchema(), "%", null)) {
            while (tables.next()) {
                if (tables.getString("TABLE_NAME").equalsIgnoreCase(wanted)) {
                    alike.add(tables.getString("TABLE_NAME"));
                }
            }
        }
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    private static boolean isThere(Connection connection, String name) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet columns =
                metadata.getColumns(connection.getCatalog(), connection.getSchema(), escaped(metadata, name), "%")) {
            while (columns.next()) {
                if (columns.getString("TABLE_NAME").equals(name)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** In a pattern, underscore and percent stand for others. */
    private static String escaped(DatabaseMetaData metadata, String name) throws SQLException {
        @Nullable String escape = metadata.getSearchStringEscape();
        if (escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static List<ExistingColumn> columns(Connection connection, String table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        List<ExistingColumn> columns = new ArrayList<>();
        try (ResultSet described =
                metadata.getColumns(connection.getCatalog(), connection.getSchema(), escaped(metadata, table), "%")) {
            while (described.next()) {
                if (described.getString("TABLE_NAME").equals(table)) {
                    columns.add(column(described));
                }
            }
        }
        return columns;
    }

    private static ExistingColumn column(ResultSet described) throws SQLException {
        boolean takesNull = described.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
        boolean hasValue =
                described.getString("COLUMN_DEF") != null || "YES".equals(described.getString("IS_AUTOINCREMENT"));
        return new ExistingColumn(
                described.getString("COLUMN_NAME"),
                described.getString("TYPE_NAME"),
                described.getInt("DATA_TYPE"),
                described.getInt("COLUMN_SIZE"),
                described.getInt("DECIMAL_DIGITS"),
                takesNull,
                !takesNull && !hasValue,
                "");
    }

    private static Map<String, List<String>> uniqueKeys(Connection connection, String table) throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        DatabaseMetaData metadata = connection.getMetaData();
        try (ResultSet primary = metadata.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (primary.next()) {
                keys.computeIfAbsent("the primary key", key -> new ArrayList<>())
                        .add(primary.getString("COLUMN_NAME"));
            }
        }
        List<String> partial = new ArrayList<>();
        try (ResultSet indexes =
                metadata.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, true, true)) {
            while (indexes.next()) {
                @Nullable String name = indexes.getString("INDEX_NAME");
                @Nullable String column = indexes.getString("COLUMN_NAME");
                if (name == null || indexes.getBoolean("NON_UNIQUE")) {
                    continue;
                }
                if (column == null || indexes.getString("FILTER_CONDITION") != null) {
                    partial.add(name);
                } else {
                    keys.computeIfAbsent(name, key -> new ArrayList<>()).add(column);
                }
            }
        }
        partial.forEach(keys::remove);
        return keys;
    }
}
