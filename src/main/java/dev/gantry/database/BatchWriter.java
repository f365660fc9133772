package dev.gantry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** Writes by a prepared statement a row: best where no network lies between. */
final class BatchWriter implements RowWriter {
    private static final int ROWS = 1_000;
    private static final long CHARS = 1 << 20;

    private final Dialect dialect;
    private final PreparedStatement insert;
    private int rows;
    private long chars;

    /** @param sql writes one row */
    BatchWriter(Dialect dialect, Connection connection, String sql) throws SQLException {
        this.dialect = dialect;
        this.insert = connection.prepareStatement(sql);
    }

    @Override
    public void write(@Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            dialect.bind(insert, i + 1, values[i]);
            chars += values[i] instanceof String text ? text.length() : 0;
        }
        insert.addBatch();
        if (++rows == ROWS || chars > CHARS) {
            flush();
        }
    }

    @Override
    public void flush() throws SQLException {
        if (rows > 0) {
            insert.executeBatch();
            rows = 0;
            chars = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
