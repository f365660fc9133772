package dev.gantry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.gantry.database.SqlType.Decimal;
import dev.gantry.database.SqlType.Simple;

/** H2. */
final class H2 implements Dialect {
    private static final int NAME_LENGTH = 256;

    /** Of VARCHAR and of JSON, whose bytes count: a character has up to three a UTF-16 unit. */
    private static final int MOST_CHARS = 1_048_576;

    private static final int MOST_JSON_CHARS = MOST_CHARS / 3;

    @Override
    public String product() {
        return "H2";
    }

    @Override
    public Optional<String> whyNotNamed(String name) {
        return name.length() > NAME_LENGTH
                ? Optional.of(
                        "H2 takes names of up to " + NAME_LENGTH + " characters, and this one has " + name.length())
                : Dialect.super.whyNotNamed(name);
    }

    @Override
    public boolean tellsCaseApart() {
        return true;
    }

    @Override
    public SqlType stored(SqlType wanted, Extent extent) {
        boolean isNoJson = extent.isNotFinite() || extent.hasHalf() || extent.longest() > MOST_JSON_CHARS;
        return wanted == Simple.JSON && isNoJson ? Simple.TEXT : wanted;
    }

    @Override
    public String definition(SqlType stored, Extent extent, boolean isKey) {
        return switch (stored) {
            case Simple.BOOLEAN -> "BOOLEAN";
            case Simple.INT64 -> "BIGINT";
            case Simple.DOUBLE -> "DOUBLE PRECISION";
            case Simple.TEXT ->
                extent.longest() > MOST_CHARS && !isKey ? "CHARACTER LARGE OBJECT" : "CHARACTER VARYING";
            case Simple.INSTANT_MICROS -> "TIMESTAMP(6) WITH TIME ZONE";
            case Simple.INSTANT_NANOS -> "TIMESTAMP(9) WITH TIME ZONE";
            case Simple.DATE -> "DATE";
            case Simple.JSON -> "JSON";
            case Decimal decimal -> "NUMERIC(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }

    @Override
    public Holds holds(ExistingColumn column) {
        return switch (column.type()) {
            case "JSON" -> new Holds.Json(false);
            case "CHARACTER" -> new Holds.Others();
            default -> Dialect.super.holds(column);
        };
    }

    @Override
    public Optional<SqlType> fit(ExistingColumn column, SqlType wanted, Extent extent) {
        return Dialect.super
                .fit(column, wanted, extent)
                .filter(stored -> stored != Simple.JSON || stored(Simple.JSON, extent) == Simple.JSON);
    }

    @Override
    public Replacing replacing() {
        return new Replacing.Filled();
    }

    @Override
    public RowWriter writer(Connection connection, RowWriter.Into into) throws SQLException {
        return new BatchWriter(this, connection, insert(into));
    }

    /** Adds a row or overwrites the one of its key; one parameter a column. */
    private String insert(RowWriter.Into into) {
        List<String> names = into.columns().stream().map(RowWriter.Column::name).toList();
        List<String> marks = into.columns().stream()
                .map(column -> column.type() == Simple.JSON ? "? FORMAT JSON" : "?")
                .toList();
        String verb = into.key().isEmpty() ? "INSERT INTO " : "MERGE INTO ";
        String key = into.key().isEmpty() ? "" : " KEY (" + quoted(into.key()) + ")";
        return verb + quote(into.table()) + " (" + quoted(names) + ")" + key + " VALUES " + Dialect.values(marks, 1);
    }
}
