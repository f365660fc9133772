package dev.gantry.sink.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.database.Database;
import dev.gantry.database.ExistingTable;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.Learning;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.RowSink;
import dev.gantry.sink.Staged;
import dev.gantry.sink.schema.Inference;
import dev.gantry.sink.staging.StagingWriter;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Publishes rows into a table. */
public final class JdbcSink implements RowSink {
    private final JdbcOptions options;
    private final Chunks chunks;
    private final Map<Path, StagingWriter> stagers = new ConcurrentHashMap<>();

    public JdbcSink(JdbcOptions options) {
        this(options, Chunks.USUAL);
    }

    JdbcSink(JdbcOptions options, Chunks chunks) {
        this.options = options;
        this.chunks = chunks;
    }

    @Override
    public String target() {
        return "table " + options.table() + " of database " + options.database();
    }

    @Override
    public void refuseBadTarget(Outside outside) {
        Database database = outside.databases().find(options.database());
        Refusals refusals = new Refusals(options, database);
        refusals.refuseNames();
        try (Connection connection = database.write()) {
            Optional<ExistingTable> table = database.dialect().find(connection, options.table());
            connection.rollback();
            refusals.refuseTable(table);
        } catch (SQLException refused) {
            throw database.failed("cannot describe table " + options.table(), refused);
        }
    }

    @Override
    public void check(Row row) {
        options.schema().ifPresent(schema -> schema.check(row));
        for (String column : options.key()) {
            if (!row.json().hasNonNull(column)) {
                throw new RowRejected(
                        row.id(),
                        "row " + row.id() + " has no " + column + ", which is part of the key of " + target()
                                + ". Give it one in map:, or leave such rows out with where:.");
            }
        }
    }

    @Override
    public ItemStreamWriter<List<Row>> stager(Path stagingFile) {
        StagingWriter stager = new StagingWriter(stagingFile, this::inference);
        stagers.put(stagingFile, stager);
        return stager;
    }

    @Override
    public Published publish(List<Staged> staged, Publishing publishing) throws InterruptedException {
        Database database = publishing.outside().databases().find(options.database());
        StagedTable rows = StagedTable.of(staged, new Learning(this::inference, stagers).of(staged), options.key());
        Load load = new Load(options, chunks, database, rows, publishing);
        long loaded = load.run();
        staged.forEach(log -> stagers.remove(log.file()));
        return new Published(target(), loaded, 0, 0, Optional.empty(), load.notes());
    }

    private Inference inference() {
        return options.schema().map(Inference::of).orElseGet(() -> new Inference(options.json()));
    }
}
