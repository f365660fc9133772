package dev.gantry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** A table as MySQL and MariaDB describe it, with what JDBC does not ask: character sets, and whether it has transactions. */
final class InformationSchema {
    private static final Set<String> TRANSACTIONAL = Set.of("innodb", "ndbcluster", "rocksdb", "tokudb");

    private InformationSchema() {}

    static Optional<ExistingTable> find(Connection connection, String name) throws SQLException {
        String engine;
        try (PreparedStatement ask = connection.prepareStatement(
                "SELECT engine FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?")) {
            ask.setString(1, name);
            try (ResultSet table = ask.executeQuery()) {
                if (!table.next()) {
                    return Optional.empty();
                }
                @Nullable String found = table.getString(1);
                engine = found == null ? "" : found.toLowerCase(Locale.ROOT);
            }
        }
        return Optional.of(new ExistingTable(
                name, columns(connection, name), uniqueKeys(connection, name), TRANSACTIONAL.contains(engine)));
    }

    private static List<ExistingColumn> columns(Connection connection, String name) throws SQLException {
        List<ExistingColumn> columns = new ArrayList<>();
        try (PreparedStatement ask = connection.prepareStatement(
                "SELECT column_name, column_type, COALESCE(LEAST(character_maximum_length, 2147483647),"
                        + " numeric_precision, 0), COALESCE(numeric_scale, datetime_precision, 0),"
                        + " is_nullable = 'YES', column_default IS NOT NULL OR extra <> '',"
                        + " COALESCE(character_set_name, '') FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position")) {
            ask.setString(1, name);
            try (ResultSet found = ask.executeQuery()) {
                while (found.next()) {
                    boolean takesNull = found.getBoolean(5);
                    columns.add(new ExistingColumn(
                            found.getString(1),
                            found.getString(2),
                            Types.OTHER,
                            found.getInt(3),
                            found.getInt(4),
                            takesNull,
                            !takesNull && !found.getBoolean(6),
                            found.getString(7)));
                }
            }
        }
        return columns;
    }

    private static Map<String, List<String>> uniqueKeys(Connection connection, String name) throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        try (PreparedStatement ask = connection.prepareStatement(
                "SELECT index_name, column_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
                        + " AND table_name = ? AND non_unique = 0 ORDER BY index_name, seq_in_index")) {
            ask.setString(1, name);
            try (ResultSet found = ask.executeQuery()) {
                while (found.next()) {
                    keys.computeIfAbsent(found.getString(1), key -> new ArrayList<>())
                            .add(String.valueOf(found.getString(2)));
                }
            }
        }
        return keys;
    }
}
