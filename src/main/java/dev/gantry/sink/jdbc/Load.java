package dev.gantry.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.database.Database;
import dev.gantry.database.DatabaseFailed;
import dev.gantry.database.Dialect;
import dev.gantry.database.ExistingTable;
import dev.gantry.database.RowWriter;
import dev.gantry.database.SqlStates;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;
import dev.gantry.sink.jdbc.LoadLedger.Standing;
import dev.gantry.sink.jdbc.LoadLedger.State;

/**
 * Brings a run's rows into its table. Every try begins with what the database says is in already, so a killed process and a
 * lost connection are mended alike: by trying again.
 */
final class Load {
    private final JdbcOptions options;
    private final Chunks chunks;
    private final Database database;
    private final Dialect dialect;
    private final StagedTable rows;
    private final Publishing publishing;
    private final LoadLedger ledger;
    private final Replacement replacement;
    private long told;

    Load(JdbcOptions options, Chunks chunks, Database database, StagedTable rows, Publishing publishing) {
        this.options = options;
        this.chunks = chunks;
        this.database = database;
        this.dialect = database.dialect();
        this.rows = rows;
        this.publishing = publishing;
        this.ledger = new LoadLedger(dialect, publishing.provenance(), options.table());
        this.replacement = new Replacement(
                dialect, options.table(), publishing.provenance().run(), rows);
    }

    /** Returns how many rows the load has; they are all in then. */
    long run() throws InterruptedException {
        Patience patience = new Patience();
        while (true) {
            long before = told;
            try (Connection connection = database.write()) {
                load(connection);
                return rows.rows();
            } catch (SQLException failure) {
                if (told > before) {
                    patience = new Patience();
                }
                if (!SqlStates.isPassing(failure) || !patience.isLeft()) {
                    throw failed(failure);
                }
                patience.await(publishing.stopping());
            }
        }
    }

    private void load(Connection connection) throws SQLException, InterruptedException {
        ledger.ensure(connection);
        Optional<Standing> found = ledger.find(connection);
        connection.commit();
        Standing standing = found.orElse(new Standing(0, State.LOADING));
        if (standing.state() == State.LOADED || (rows.rows() == 0 && options.mode() != Mode.REPLACE)) {
            if (options.mode() == Mode.REPLACE) {
                replacement.tidy(connection);
            }
            tell(rows.rows());
            return;
        }
        if (standing.state() == State.LOADING) {
            TablePlan plan = prepared(connection, found);
            tell(standing.rows());
            write(connection, plan, standing.rows());
        }
        finish(connection);
    }

    /** The columns, all of them there; and the load begun, if it is not. */
    private TablePlan prepared(Connection connection, Optional<Standing> standing) throws SQLException {
        Optional<ExistingTable> target = dialect.find(connection, options.table());
        new Refusals(options, database).refuseTable(target);
        TablePlan plan = options.mode() == Mode.REPLACE
                ? replacement.prepare(connection, database, options, target, standing)
                : widened(connection, target, standing);
        if (standing.isEmpty()) {
            ledger.begin(connection);
        }
        connection.commit();
        return plan;
    }

    private TablePlan widened(Connection connection, Optional<ExistingTable> target, Optional<Standing> standing)
            throws SQLException {
        if (target.isEmpty()) {
            refuseGone(standing, options.table(), database);
        }
        TablePlan plan = TablePlan.of(database, options.table(), target, rows);
        execute(
                connection,
                target.isEmpty()
                        ? List.of(plan.create(dialect, options.table(), options.key(), rows))
                        : plan.widen(dialect, target.get().name(), rows));
        return plan;
    }

    /** A table made anew would lack what the ledger counts on. */
    static void refuseGone(Optional<Standing> standing, String table, Database database) {
        standing.filter(begun -> begun.rows() > 0).ifPresent(begun -> {
            throw new DatabaseFailed(
                    "Table " + table + " of database " + database.name() + " has gone, and " + begun.rows()
                            + " rows of this run were in it: this run cannot go on. Start over with gantry run.");
        });
    }

    private void write(Connection connection, TablePlan plan, long done) throws SQLException, InterruptedException {
        if (rows.rows() == 0) {
            return;
        }
        String table = options.mode() == Mode.REPLACE
                ? replacement.beside()
                : dialect.find(connection, options.table())
                        .map(ExistingTable::name)
                        .orElseThrow();
        List<RowWriter.Column> columns = plan.columns().stream()
                .map(column -> new RowWriter.Column(column.name(), column.stored()))
                .toList();
        List<String> key = options.overwritten().stream().map(plan::spelled).toList();
        RowReader reader = new RowReader(rows.schema(), plan.columns());
        try (StagedSequence staged = new StagedSequence(rows.logs(), done);
                RowWriter writer = dialect.writer(connection, new RowWriter.Into(table, columns, key))) {
            long inChunk = 0;
            while (staged.next()) {
                writer.write(reader.read(staged.rows()));
                if (chunks.isFull(++inChunk, staged.bytesSince())) {
                    commit(connection, writer, staged);
                    inChunk = 0;
                    refuseToStay();
                }
            }
            commit(connection, writer, staged);
        }
    }

    private void commit(Connection connection, RowWriter writer, StagedSequence staged) throws SQLException {
        writer.flush();
        ledger.set(connection, new Standing(staged.count(), State.LOADING));
        connection.commit();
        staged.mark();
        tell(staged.count());
    }

    private void refuseToStay() throws InterruptedException {
        if (publishing.stopping().getAsBoolean()) {
            throw new InterruptedException("asked to stop");
        }
    }

    private void finish(Connection connection) throws SQLException {
        if (options.mode() == Mode.REPLACE) {
            replacement.show(connection, ledger);
        } else {
            ledger.set(connection, new Standing(rows.rows(), State.LOADED));
            connection.commit();
        }
    }

    private void tell(long loaded) {
        if (loaded > told) {
            publishing.written().accept(loaded - told);
            told = loaded;
        }
    }

    private DatabaseFailed failed(SQLException cause) {
        DatabaseFailed failed = database.failed("did not take the rows for table " + options.table(), cause);
        return new DatabaseFailed(
                failed.getMessage() + " " + told + " of " + rows.rows()
                        + " rows are committed and will not be loaded again: put this right, then gantry resume.",
                failed);
    }

    /** Sentences for the run's summary. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(rows.schema().notes().stream()
                .filter(note -> !note.contains("Spark"))
                .toList());
        rows.extents().forEach((column, extent) -> {
            if (extent.hasHalf()) {
                notes.add(column + ": half a character (a lone surrogate) became U+FFFD where a text held one");
            }
        });
        return notes;
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
