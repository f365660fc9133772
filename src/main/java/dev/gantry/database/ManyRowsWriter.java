package dev.gantry.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/** Writes many rows by one statement: one journey over the network, one parsing. */
final class ManyRowsWriter implements RowWriter {
    private static final int ROWS = 500;

    /** A quarter of the smallest packet that servers take unless told otherwise. */
    private static final long CHARS = 1 << 20;

    private final Dialect dialect;
    private final Connection connection;
    private final IntFunction<String> insert;
    private final PreparedStatement full;
    private final List<@Nullable Object[]> waiting = new ArrayList<>(ROWS);
    private long chars;

    /** @param insert the statement that writes so many rows */
    ManyRowsWriter(Dialect dialect, Connection connection, IntFunction<String> insert) throws SQLException {
        this.dialect = dialect;
        this.connection = connection;
        this.insert = insert;
        this.full = connection.prepareStatement(insert.apply(ROWS));
    }

    @Override
    public void write(@Nullable Object[] values) throws SQLException {
        waiting.add(values.clone());
        for (@Nullable Object value : values) {
            chars += value instanceof String text ? text.length() : 0;
        }
        if (waiting.size() == ROWS || chars > CHARS) {
            flush();
        }
    }

    @Override
    public void flush() throws SQLException {
        if (waiting.size() == ROWS) {
            execute(full);
        } else if (!waiting.isEmpty()) {
            try (PreparedStatement fewer = connection.prepareStatement(insert.apply(waiting.size()))) {
                execute(fewer);
            }
        }
        waiting.clear();
        chars = 0;
    }

    private void execute(PreparedStatement statement) throws SQLException {
        int at = 1;
        for (@Nullable Object[] row : waiting) {
            for (@Nullable Object value : row) {
                dialect.bind(statement, at++, value);
            }
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        full.close();
    }
}
