package dev.gantry.database;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;

import dev.gantry.database.SqlType.Decimal;
import dev.gantry.database.SqlType.Simple;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, and what speaks its language. */
final class PostgreSql implements Dialect {
    private static final int NAME_BYTES = 63;
    private static final int MOST_DIGITS = 1_000;

    @Override
    public String product() {
        return "PostgreSQL";
    }

    @Override
    public Optional<String> whyNotNamed(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes > NAME_BYTES
                ? Optional.of("PostgreSQL cuts names at " + NAME_BYTES + " bytes, and this one has " + bytes)
                : Dialect.super.whyNotNamed(name);
    }

    @Override
    public boolean tellsCaseApart() {
        return true;
    }

    /** Its timestamps end at the microsecond; JSON that is none by RFC 8259 is a text. */
    @Override
    public SqlType stored(SqlType wanted, Extent extent) {
        boolean isText = wanted == Simple.INSTANT_NANOS || (wanted == Simple.JSON && extent.isNotFinite());
        return isText ? Simple.TEXT : wanted;
    }

    @Override
    public String definition(SqlType stored, Extent extent, boolean isKey) {
        return switch (stored) {
            case Simple.BOOLEAN -> "boolean";
            case Simple.INT64 -> "bigint";
            case Simple.DOUBLE -> "double precision";
            case Simple.TEXT, Simple.INSTANT_NANOS -> "text";
            case Simple.INSTANT_MICROS -> "timestamptz";
            case Simple.DATE -> "date";
            case Simple.JSON -> extent.hasNul() || extent.hasHalf() ? "json" : "jsonb";
            case Decimal decimal -> "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }

    @Override
    public Holds holds(ExistingColumn column) {
        return switch (column.type()) {
            case "json" -> new Holds.Json(false);
            case "jsonb" -> new Holds.Json(true);
            case "timestamptz" -> new Holds.Instants(column.scale());
            case "timestamp", "time", "timetz" -> new Holds.Others();
            case "bool" -> new Holds.Booleans();
            case "numeric" ->
                column.size() == 0 || column.size() > MOST_DIGITS
                        ? new Holds.Decimals(Integer.MAX_VALUE, Integer.MAX_VALUE)
                        : Dialect.super.holds(column);
            case "text", "varchar" -> new Holds.Texts(column.size(), Holds.Beyond.ALL);
            default -> column.jdbcType() == Types.VARCHAR ? new Holds.Others() : Dialect.super.holds(column);
        };
    }

    /** No text of it has U+0000. */
    @Override
    public Optional<SqlType> fit(ExistingColumn column, SqlType wanted, Extent extent) {
        return Dialect.super.fit(column, wanted, extent).filter(stored -> stored != Simple.TEXT || !extent.hasNul());
    }

    @Override
    public boolean textTakesNul() {
        return false;
    }

    @Override
    public Optional<String> readOnlySql() {
        return Optional.of("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY");
    }

    @Override
    public Replacing replacing() {
        return new Replacing.Renamed(
                Replacing.Renaming.IN_TRANSACTION,
                (fresh, like) -> "CREATE TABLE " + quote(fresh) + " (LIKE " + quote(like) + " INCLUDING ALL)");
    }

    @Override
    public RowWriter writer(Connection connection, RowWriter.Into into) {
        return new CopyWriter(this, connection, into);
    }

    /** Text is sent without a type, so that it becomes whatever it is compared with. */
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        if (value instanceof String text) {
            statement.setObject(index, text, Types.OTHER);
        } else {
            Dialect.super.bind(statement, index, value);
        }
    }
}
