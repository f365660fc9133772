package dev.gantry.database;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes by PostgreSQL's {@code COPY}, in its text format: fields ended by a tab, rows by a line feed. Rows that are to overwrite others
 * go into a table of the transaction's own first, and from there the last of each key into the target, since one statement
 * must not touch a row twice.
 */
final class CopyWriter implements RowWriter {
    private static final String ASIDE = "gantry_chunk";
    private static final int PIECE = 64 << 10;

    private final Dialect dialect;
    private final Connection connection;
    private final Into into;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(2 * PIECE);
    private @Nullable CopyIn copy;

    CopyWriter(Dialect dialect, Connection connection, Into into) {
        this.dialect = dialect;
        this.connection = connection;
        this.into = into;
    }

    @Override
    public void write(@Nullable Object[] values) throws SQLException {
        CopyIn open = copy == null ? begin() : copy;
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.write('\t');
            }
            field(values[i]);
        }
        text.write('\n');
        if (text.size() >= PIECE) {
            send(open);
        }
    }

    private CopyIn begin() throws SQLException {
        String table = dialect.quote(into.table());
        if (!into.key().isEmpty()) {
            execute("CREATE TEMP TABLE " + ASIDE + " ON COMMIT DROP AS SELECT " + columns() + " FROM " + table
                    + " LIMIT 0");
            table = ASIDE;
        }
        CopyIn begun = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " (" + columns() + ") FROM STDIN");
        copy = begun;
        return begun;
    }

    private void field(@Nullable Object value) {
        if (value == null) {
            text.write('\\');
            text.write('N');
            return;
        }
        for (byte each : value.toString().getBytes(StandardCharsets.UTF_8)) {
            switch (each) {
                case '\\' -> escaped('\\');
                case '\t' -> escaped('t');
                case '\n' -> escaped('n');
                case '\r' -> escaped('r');
                default -> text.write(each);
            }
        }
    }

    private void escaped(char letter) {
        text.write('\\');
        text.write(letter);
    }

    private void send(CopyIn open) throws SQLException {
        open.writeToCopy(text.toByteArray(), 0, text.size());
        text.reset();
    }

    @Override
    public void flush() throws SQLException {
        CopyIn open = copy;
        if (open == null) {
            return;
        }
        send(open);
        open.endCopy();
        copy = null;
        if (!into.key().isEmpty()) {
            String key = dialect.quoted(into.key());
            execute("INSERT INTO " + dialect.quote(into.table()) + " (" + columns() + ") SELECT DISTINCT ON (" + key
                    + ") " + columns() + " FROM " + ASIDE + " ORDER BY " + key + ", ctid DESC "
                    + OnConflict.update(dialect, into));
            execute("DROP TABLE " + ASIDE);
        }
    }

    private String columns() {
        List<String> names = into.columns().stream().map(Column::name).toList();
        return dialect.quoted(names);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        CopyIn open = copy;
        copy = null;
        if (open != null && open.isActive()) {
            open.cancelCopy();
        }
    }
}
