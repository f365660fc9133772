package dev.gantry.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import dev.gantry.database.Database;
import dev.gantry.database.Dialect;
import dev.gantry.database.ExistingTable;
import dev.gantry.database.Replacing;
import dev.gantry.database.Replacing.Renaming;
import dev.gantry.sink.jdbc.LoadLedger.Standing;
import dev.gantry.sink.jdbc.LoadLedger.State;

/**
 * A table that is filled beside another and then takes its place, by whichever way of the database no reader sees half of.
 *
 * <p>Where tables are renamed, what comes after the rename is lost to a kill only together with it, or else ({@link
 * Renaming#AT_ONCE}) the ledger says beforehand that it is about to happen, and the table beside tells whether it has.
 */
final class Replacement {
    private static final int NAME = 30;

    private final Dialect dialect;
    private final String target;
    private final String beside;
    private final String old;
    private final StagedTable rows;

    Replacement(Dialect dialect, String target, String run, StagedTable rows) {
        this.dialect = dialect;
        this.target = target;
        this.rows = rows;
        String stem = target.codePointCount(0, target.length()) <= NAME
                ? target
                : target.substring(0, target.offsetByCodePoints(0, NAME));
        // Names have as few as 63 bytes.
        String fits = dialect.whyNotNamed(stem + "__gantry_" + run + "_old").isEmpty() ? stem : "table";
        this.beside = fits + "__gantry_" + run;
        this.old = beside + "_old";
    }

    String beside() {
        return beside;
    }

    /** Makes the table beside, with all columns; one that a former try has left is gone on with unless the load is new. */
    TablePlan prepare(
            Connection connection,
            Database database,
            JdbcOptions options,
            Optional<ExistingTable> found,
            Optional<Standing> standing)
            throws SQLException {
        // What the target could not hold is refused before anything is made.
        TablePlan ofTarget = TablePlan.of(database, target, found, rows);
        if (standing.isEmpty()) {
            tidy(connection);
        }
        Replacing replacing = dialect.replacing();
        if (found.isPresent() && replacing instanceof Replacing.Filled) {
            Load.execute(connection, ofTarget.widen(dialect, found.get().name(), rows));
        }
        if (dialect.find(connection, beside).isEmpty()) {
            Load.refuseGone(standing, beside, database);
            if (found.isPresent() && replacing instanceof Replacing.Renamed renamed) {
                Load.execute(
                        connection,
                        List.of(renamed.createLike().apply(beside, found.get().name())));
                Load.execute(connection, ofTarget.widen(dialect, beside, rows));
            } else if (rows.rows() > 0) {
                List<String> key = options.key().stream().map(ofTarget::spelled).toList();
                Load.execute(connection, List.of(ofTarget.create(dialect, beside, key, rows)));
            }
        }
        return ofTarget;
    }

    void show(Connection connection, LoadLedger ledger) throws SQLException {
        Optional<ExistingTable> found = dialect.find(connection, target);
        boolean isFilled = dialect.find(connection, beside).isPresent();
        Standing done = new Standing(rows.rows(), State.LOADED);
        connection.commit();
        if (found.isPresent() && dialect.replacing() instanceof Replacing.Filled) {
            fill(connection, found.get(), ledger, done, isFilled);
            return;
        }
        if (isFilled) {
            ledger.set(connection, new Standing(rows.rows(), State.REPLACING));
            if (!(dialect.replacing() instanceof Replacing.Renamed(Renaming how, var like)
                    && how == Renaming.IN_TRANSACTION)) {
                connection.commit();
            }
            rename(connection, found);
        }
        ledger.set(connection, done);
        connection.commit();
        tidy(connection);
    }

    /** Removes what a replacement, done or given up, leaves beside the target. */
    void tidy(Connection connection) throws SQLException {
        for (String leftover : List.of(beside, old)) {
            Load.execute(connection, List.of("DROP TABLE IF EXISTS " + dialect.quote(leftover)));
        }
        connection.commit();
    }

    private void rename(Connection connection, Optional<ExistingTable> found) throws SQLException {
        if (found.isEmpty()) {
            Load.execute(
                    connection,
                    List.of("ALTER TABLE " + dialect.quote(beside) + " RENAME TO " + dialect.quote(target)));
            return;
        }
        String there = dialect.quote(found.get().name());
        if (!(dialect.replacing() instanceof Replacing.Renamed renamed)) {
            throw new IllegalStateException("a table that is there is filled");
        }
        Load.execute(
                connection,
                switch (renamed.how()) {
                    case AT_ONCE ->
                        List.of("RENAME TABLE " + there + " TO " + dialect.quote(old) + ", " + dialect.quote(beside)
                                + " TO " + there);
                    case IN_TRANSACTION ->
                        List.of(
                                "ALTER TABLE " + there + " RENAME TO " + dialect.quote(old),
                                "ALTER TABLE " + dialect.quote(beside) + " RENAME TO " + there,
                                "DROP TABLE " + dialect.quote(old));
                });
    }

    /** The target stays what it is, with its indexes, grants and views; only its rows change, all at once. */
    private void fill(Connection connection, ExistingTable found, LoadLedger ledger, Standing done, boolean isFilled)
            throws SQLException {
        String there = dialect.quote(found.name());
        if (isFilled) {
            ExistingTable filled = dialect.find(connection, beside).orElseThrow();
            String names = dialect.quoted(
                    filled.columns().stream().map(column -> column.name()).toList());
            Load.execute(
                    connection,
                    List.of(
                            "DELETE FROM " + there,
                            "INSERT INTO " + there + " (" + names + ") SELECT " + names + " FROM "
                                    + dialect.quote(beside)));
        } else {
            Load.execute(connection, List.of("DELETE FROM " + there));
        }
        ledger.set(connection, done);
        connection.commit();
        tidy(connection);
    }
}
