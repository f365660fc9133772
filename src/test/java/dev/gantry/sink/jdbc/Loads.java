package dev.gantry.sink.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.gantry.database.DatabaseAddress;
import dev.gantry.database.Databases;
import dev.gantry.database.Product;
import dev.gantry.files.s3.S3;
import dev.gantry.files.s3.S3Settings;
import dev.gantry.job.Row;
import dev.gantry.sink.Outside;
import dev.gantry.sink.Provenance;
import dev.gantry.sink.Published;
import dev.gantry.sink.Publishing;
import dev.gantry.sink.Staged;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stages rows and loads them into a table of one database, as runs do. */
final class Loads {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    static final Chunks SMALL = new Chunks(10, 1 << 20);

    private final Product product;
    private final DatabaseAddress address;
    private final Path folder;
    private final AtomicInteger logs = new AtomicInteger();

    Loads(Product product, DatabaseAddress address, Path folder) {
        this.product = product;
        this.address = address;
        this.folder = folder;
    }

    static Loads of(Product product, Path folder) {
        return new Loads(product, product.fresh(folder), folder);
    }

    DatabaseAddress address() {
        return address;
    }

    static JdbcSink sink(Mode mode, String... key) {
        return new JdbcSink(new JdbcOptions("warehouse", "saves", mode, List.of(key), true, List.of()), SMALL);
    }

    static List<String> numbered(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"id\":" + i + ",\"name\":\"name " + i + "\"}")
                .toList();
    }

    Staged stage(JdbcSink sink, List<String> rows) throws Exception {
        Path log = folder.resolve("log-" + logs.incrementAndGet());
        ExecutionContext context = new ExecutionContext();
        ItemStreamWriter<List<Row>> stager = sink.stager(log);
        stager.open(context);
        List<List<Row>> items = new ArrayList<>();
        for (String row : rows) {
            JsonNode json = EXACT.readTree(row);
            items.add(List.of(new Row("row", json)));
        }
        stager.write(new Chunk<>(items));
        stager.update(context);
        stager.close();
        return Staged.committed(log, context).orElseThrow();
    }

    /** Databases alone. */
    static Outside outside(Databases databases) {
        return new Outside(databases, S3.of(S3Settings.NONE), Path.of("none"));
    }

    static Provenance run(String run) {
        return new Provenance("save-players", run, "data-store-entries", Optional.empty(), "0.1.0");
    }

    Published load(String run, JdbcSink sink, List<Staged> staged) throws InterruptedException {
        try (Databases databases = Product.databases(address)) {
            sink.refuseBadTarget(outside(databases));
            return sink.publish(staged, new Publishing(run(run), rows -> {}, () -> false, outside(databases)));
        }
    }

    Published load(String run, JdbcSink sink, String... rows) throws Exception {
        return load(run, sink, List.of(stage(sink, Arrays.asList(rows))));
    }

    Published load(String run, JdbcSink sink, List<String> rows, boolean unused) throws Exception {
        return load(run, sink, List.of(stage(sink, rows)));
    }

    /** Each row as its columns' texts, joined by a bar. */
    List<String> query(String sql) {
        try (Connection connection = Product.connect(address);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    List<String> all(String... columns) {
        List<String> quoted = Arrays.stream(columns).map(product::quote).toList();
        return query("SELECT " + String.join(", ", quoted) + " FROM " + product.quote("saves") + " ORDER BY 1, 2");
    }

    void execute(String... statements) {
        Product.execute(address, statements);
    }

    List<String> tables() throws SQLException {
        try (Connection connection = Product.connect(address);
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {
                            "TABLE", "BASE TABLE"
                        })) {
            List<String> names = new ArrayList<>();
            while (tables.next()) {
                names.add(tables.getString("TABLE_NAME"));
            }
            return names;
        }
    }

    static void delete(Path file) throws Exception {
        Files.delete(file);
    }
}
