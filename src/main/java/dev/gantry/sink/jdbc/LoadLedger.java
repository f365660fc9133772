package dev.gantry.sink.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import dev.gantry.database.Dialect;
import dev.gantry.sink.Provenance;

/**
 * The table {@code gantry_loads}: how many rows of which run are in which table. A row of it is kept for good, because a run that was
 * killed after its last commit may be resumed much later, and must find that it is done.
 */
final class LoadLedger {
    static final String TABLE = "gantry_loads";

    /** How far a load is. */
    enum State {
        LOADING,
        /** All rows are written beside the target, which they are about to replace. */
        REPLACING,
        LOADED
    }

    /** @param rows of the run that are committed */
    record Standing(long rows, State state) {}

    private static final String WHERE = " WHERE job = ? AND run = ? AND target = ?";

    private final Dialect dialect;
    private final Provenance run;
    private final String target;

    /** Rows that are in, as this process knows it. */
    private long known;

    LoadLedger(Dialect dialect, Provenance run, String target) {
        this.dialect = dialect;
        this.run = run;
        this.target = target;
    }

    /** Makes the table where there is none. */
    void ensure(Connection connection) throws SQLException {
        if (dialect.find(connection, TABLE).isPresent()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS " + dialect.quote(TABLE)
                    + " (job VARCHAR(190) NOT NULL, run VARCHAR(60) NOT NULL, target VARCHAR(260) NOT NULL,"
                    + " rows_loaded BIGINT NOT NULL, state VARCHAR(20) NOT NULL, PRIMARY KEY (job, run, target))"
                    + dialect.tableOptions());
        }
        connection.commit();
    }

    Optional<Standing> find(Connection connection) throws SQLException {
        try (PreparedStatement ask =
                connection.prepareStatement("SELECT rows_loaded, state FROM " + dialect.quote(TABLE) + WHERE)) {
            name(ask, 1);
            try (ResultSet found = ask.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                known = found.getLong(1);
                return Optional.of(new Standing(known, State.valueOf(found.getString(2))));
            }
        }
    }

    void begin(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO " + dialect.quote(TABLE)
                + " (job, run, target, rows_loaded, state) VALUES (?, ?, ?, 0, '" + State.LOADING + "')")) {
            name(insert, 1);
            insert.executeUpdate();
            known = 0;
        }
    }

    /** In the transaction that makes it true, which fails if another process has brought rows of this run in meanwhile. */
    void set(Connection connection, Standing standing) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE " + dialect.quote(TABLE)
                + " SET rows_loaded = ?, state = ?" + WHERE + " AND rows_loaded = ?")) {
            update.setLong(1, standing.rows());
            update.setString(2, standing.state().name());
            name(update, 3);
            update.setLong(6, known);
            if (update.executeUpdate() != 1) {
                throw new SQLException("the row of this run has gone from " + TABLE + ", or is another process's");
            }
            known = standing.rows();
        }
    }

    private void name(PreparedStatement statement, int from) throws SQLException {
        statement.setString(from, run.job());
        statement.setString(from + 1, run.run());
        statement.setString(from + 2, target);
    }
}
