package dev.gantry.database;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

import dev.gantry.database.SqlType.Decimal;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Writes by DuckDB's appender, into a table of the connection's own first, because an appender takes all columns of a table
 * and overwrites nothing; from there into the target by one statement.
 */
final class AppenderWriter implements RowWriter {
    private static final String ASIDE = "gantry_chunk";

    private final Dialect dialect;
    private final Connection connection;
    private final Into into;
    private @Nullable DuckDBAppender appender;

    AppenderWriter(Dialect dialect, Connection connection, Into into) {
        this.dialect = dialect;
        this.connection = connection;
        this.into = into;
    }

    @Override
    public void write(@Nullable Object[] values) throws SQLException {
        DuckDBAppender open = appender == null ? begin() : appender;
        open.beginRow();
        for (int i = 0; i < values.length; i++) {
            append(open, values[i], into.columns().get(i).type());
        }
        open.endRow();
    }

    private DuckDBAppender begin() throws SQLException {
        String columns = into.columns().stream()
                .map(column -> dialect.quote(column.name()) + " " + aside(column.type()))
                .collect(Collectors.joining(", "));
        execute("CREATE OR REPLACE TEMP TABLE " + ASIDE + " (" + columns + ")");
        DuckDBAppender begun = connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", ASIDE);
        appender = begun;
        return begun;
    }

    private String aside(SqlType type) {
        return type == SqlType.Simple.JSON ? "VARCHAR" : dialect.definition(type, Extent.NONE, false);
    }

    private static void append(DuckDBAppender open, @Nullable Object value, SqlType type) throws SQLException {
        switch (value) {
            case null -> open.appendNull();
            case Long number -> open.append(number.longValue());
            case Double number -> open.append(number.doubleValue());
            case Boolean truth -> open.append(truth.booleanValue());
            case BigDecimal number -> open.append(number.setScale(((Decimal) type).scale()));
            case Instant instant -> open.appendEpochMicros(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
            case LocalDate date -> open.append(date);
            default -> open.append(value.toString());
        }
    }

    @Override
    public void flush() throws SQLException {
        DuckDBAppender open = appender;
        if (open == null) {
            return;
        }
        appender = null;
        open.close();
        List<String> names = into.columns().stream().map(Column::name).toList();
        String columns = dialect.quoted(names);
        String key = dialect.quoted(into.key());
        execute("INSERT INTO " + dialect.quote(into.table()) + " (" + columns + ") SELECT "
                + (into.key().isEmpty() ? "" : "DISTINCT ON (" + key + ") ") + columns + " FROM " + ASIDE
                + " ORDER BY "
                + (into.key().isEmpty() ? "rowid" : key + ", rowid DESC " + OnConflict.update(dialect, into)));
        execute("DROP TABLE temp." + ASIDE);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        if (appender != null) {
            appender.close();
            appender = null;
        }
    }
}
