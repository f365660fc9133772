package dev.gantry.database;

import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** Writes many rows into a table, within the transaction of its connection; for one thread. */
public interface RowWriter extends AutoCloseable {

    /**
     * What is written into.
     *
     * @param key columns that name a row: one that is there is overwritten; empty: each row is added
     */
    record Into(String table, List<Column> columns, List<String> key) {
        public Into {
            columns = List.copyOf(columns);
            key = List.copyOf(key);
        }

        List<String> others() {
            return columns.stream()
                    .map(Column::name)
                    .filter(name -> !key.contains(name))
                    .toList();
        }
    }

    /** A column, and what its values are. */
    record Column(String name, SqlType type) {}

    /** @param values one a column, as its {@link SqlType} says; not kept */
    void write(@Nullable Object[] values) throws SQLException;

    /** All rows so far are in the table when this returns, uncommitted. */
    void flush() throws SQLException;

    @Override
    void close() throws SQLException;
}
