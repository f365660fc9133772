package dev.gantry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.database.SqlType.Decimal;
import dev.gantry.database.SqlType.Simple;
import tools.jackson.databind.json.JsonMapper;

/** DuckDB. */
final class DuckDb implements Dialect {

    @Override
    public String product() {
        return "DuckDB";
    }

    /** Its timestamps with a zone end at the microsecond. */
    @Override
    public SqlType stored(SqlType wanted, Extent extent) {
        boolean isText =
                wanted == Simple.INSTANT_NANOS || (wanted == Simple.JSON && (extent.isNotFinite() || extent.hasHalf()));
        return isText ? Simple.TEXT : wanted;
    }

    @Override
    public String definition(SqlType stored, Extent extent, boolean isKey) {
        return switch (stored) {
            case Simple.BOOLEAN -> "BOOLEAN";
            case Simple.INT64 -> "BIGINT";
            case Simple.DOUBLE -> "DOUBLE";
            case Simple.TEXT, Simple.INSTANT_NANOS -> "VARCHAR";
            case Simple.INSTANT_MICROS -> "TIMESTAMPTZ";
            case Simple.DATE -> "DATE";
            case Simple.JSON -> "JSON";
            case Decimal decimal -> "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }

    @Override
    public Holds holds(ExistingColumn column) {
        return switch (column.type().replaceFirst("\\(.*", "")) {
            case "BOOLEAN" -> new Holds.Booleans();
            case "TINYINT" -> new Holds.Integers(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case "SMALLINT" -> new Holds.Integers(Short.MIN_VALUE, Short.MAX_VALUE);
            case "INTEGER" -> new Holds.Integers(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "BIGINT", "HUGEINT" -> new Holds.Integers(Long.MIN_VALUE, Long.MAX_VALUE);
            case "UTINYINT" -> new Holds.Integers(0, (1 << Byte.SIZE) - 1);
            case "USMALLINT" -> new Holds.Integers(0, (1 << Short.SIZE) - 1);
            case "UINTEGER" -> new Holds.Integers(0, (1L << Integer.SIZE) - 1);
            case "UBIGINT", "UHUGEINT" -> new Holds.Integers(0, Long.MAX_VALUE);
            case "DOUBLE" -> new Holds.Doubles(true);
            case "DECIMAL" -> decimals(column.type());
            case "VARCHAR" -> new Holds.Texts(Integer.MAX_VALUE, Holds.Beyond.ALL);
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ" -> new Holds.Instants(6);
            case "DATE" -> new Holds.Dates();
            case "JSON" -> new Holds.Json(false);
            default -> new Holds.Others();
        };
    }

    private static Holds decimals(String type) {
        String[] digits = type.replaceAll("[^0-9,]", "").split(",", 2);
        int scale = Integer.parseInt(digits[1]);
        return new Holds.Decimals(Integer.parseInt(digits[0]) - scale, scale);
    }

    /** Its driver tells of no unique index. */
    @Override
    public Optional<ExistingTable> find(Connection connection, String name) throws SQLException {
        Optional<ExistingTable> found = Dialect.super.find(connection, name);
        if (found.isEmpty()) {
            return found;
        }
        ExistingTable table = found.get();
        Map<String, List<String>> keys = new HashMap<>(table.uniqueKeys());
        try (PreparedStatement ask = connection.prepareStatement(
                "SELECT constraint_type, to_json(constraint_column_names) FROM duckdb_constraints() WHERE database_name ="
                        + " current_catalog() AND schema_name = current_schema() AND table_name = ? AND constraint_type IN"
                        + " ('UNIQUE', 'PRIMARY KEY') UNION ALL SELECT index_name, to_json(expressions::VARCHAR[]) FROM"
                        + " duckdb_indexes() WHERE database_name = current_catalog() AND schema_name = current_schema()"
                        + " AND table_name = ? AND is_unique")) {
            ask.setString(1, table.name());
            ask.setString(2, table.name());
            try (ResultSet indexes = ask.executeQuery()) {
                while (indexes.next()) {
                    keys.put(indexes.getString(1) + " of " + indexes.getString(2), names(indexes.getString(2)));
                }
            }
        }
        return Optional.of(new ExistingTable(table.name(), table.columns(), keys, true));
    }

    private static List<String> names(String list) {
        return JsonMapper.shared()
                .readTree(list)
                .valueStream()
                .map(name -> name.asString().replaceFirst("^\"(.*)\"$", "$1").replace("\"\"", "\""))
                .toList();
    }

    @Override
    public Replacing replacing() {
        return new Replacing.Filled();
    }

    @Override
    public RowWriter writer(Connection connection, RowWriter.Into into) {
        return new AppenderWriter(this, connection, into);
    }
}
