package dev.gantry.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.database.SqlType.Decimal;
import dev.gantry.database.SqlType.Simple;
import org.jspecify.annotations.Nullable;

/**
 * SQLite, where a column's declared type only says what becomes of texts that look like numbers. Our declarations contain TEXT
 * wherever such a text must stay as it is.
 */
final class Sqlite implements Dialect {

    /** As long for every instant, so that they sort as texts. */
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter NANOS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String product() {
        return "SQLite";
    }

    /** It makes NULL of NaN. */
    @Override
    public SqlType stored(SqlType wanted, Extent extent) {
        return wanted == Simple.DOUBLE && extent.isNotFinite() ? Simple.TEXT : wanted;
    }

    @Override
    public String definition(SqlType stored, Extent extent, boolean isKey) {
        return switch (stored) {
            case Simple.BOOLEAN -> "BOOLEAN";
            case Simple.INT64 -> "INTEGER";
            case Simple.DOUBLE -> "REAL";
            case Simple.TEXT -> "TEXT";
            case Simple.INSTANT_MICROS, Simple.INSTANT_NANOS -> "TIMESTAMP_TEXT";
            case Simple.DATE -> "DATE_TEXT";
            case Simple.JSON -> "JSON_TEXT";
            case Decimal decimal -> "DECIMAL_TEXT(" + decimal.precision() + "," + decimal.scale() + ")";
        };
    }

    /** By the rules of its documentation, section 3.1 of datatype3. */
    @Override
    public Optional<SqlType> fit(ExistingColumn column, SqlType wanted, Extent extent) {
        SqlType stored = stored(wanted, extent);
        String type = column.type().toUpperCase(Locale.ROOT);
        boolean isNumber = stored == Simple.INT64 || stored == Simple.BOOLEAN || stored == Simple.DOUBLE;
        boolean isTime = Fit.isInstant(stored) || stored == Simple.DATE;
        boolean fits;
        if (extent.values() == 0 || type.isEmpty() || (type.contains("BLOB") && !type.contains("INT"))) {
            fits = true;
        } else if (!type.contains("INT") && (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT"))) {
            fits = !isNumber;
        } else if (!type.contains("INT") && (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB"))) {
            boolean isExact = extent.least() >= -Fit.EXACT_IN_DOUBLE && extent.greatest() <= Fit.EXACT_IN_DOUBLE;
            fits = isTime || stored == Simple.DOUBLE || (stored == Simple.INT64 && isExact);
        } else {
            fits = isTime || isNumber;
        }
        return fits ? Optional.of(stored) : Optional.empty();
    }

    @Override
    public Optional<String> sessionSql() {
        return Optional.of("PRAGMA busy_timeout = 20000");
    }

    @Override
    public Optional<String> readOnlySql() {
        return Optional.of("PRAGMA query_only = ON");
    }

    @Override
    public Replacing replacing() {
        return new Replacing.Filled();
    }

    @Override
    public RowWriter writer(Connection connection, RowWriter.Into into) throws SQLException {
        return new BatchWriter(this, connection, insert(into));
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Long number -> statement.setLong(index, number);
            case Double number -> statement.setDouble(index, number);
            case Boolean truth -> statement.setInt(index, truth ? 1 : 0);
            case BigDecimal number -> statement.setString(index, number.toPlainString());
            case Instant instant ->
                statement.setString(
                        index,
                        (instant.equals(instant.truncatedTo(ChronoUnit.MICROS)) ? MICROS : NANOS).format(instant));
            default -> statement.setString(index, value.toString());
        }
    }

    /** Adds a row or overwrites the one of its key; one parameter a column. */
    private String insert(RowWriter.Into into) {
        var names = into.columns().stream().map(RowWriter.Column::name).toList();
        return "INSERT INTO " + quote(into.table()) + " (" + quoted(names) + ") VALUES "
                + Dialect.values(names.stream().map(name -> "?").toList(), 1)
                + (into.key().isEmpty() ? "" : " " + OnConflict.update(this, into));
    }
}
