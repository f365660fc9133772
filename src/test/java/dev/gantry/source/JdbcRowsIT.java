package dev.gantry.source;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

import dev.gantry.database.DatabaseAddress;
import dev.gantry.database.Databases;
import dev.gantry.database.Product;
import dev.gantry.emulator.Emulator;
import dev.gantry.emulator.EmulatorOptions;
import dev.gantry.job.Row;
import dev.gantry.job.UserMistake;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.infrastructure.item.ExecutionContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What every database gives, page by page. */
class JdbcRowsIT {
    private static Emulator emulator;
    private static OpenCloud cloud;

    @TempDir
    private Path temp;

    @BeforeAll
    static void startEmulator() {
        emulator = Emulator.start(EmulatorOptions.defaults().withPlayers(1));
        cloud = Clients.of(emulator);
    }

    @AfterAll
    static void stopEmulator() {
        cloud.close();
        emulator.close();
    }

    @ParameterizedTest
    @EnumSource
    void givesEachRowOnceHoweverOftenItIsKilled(Product product) throws Exception {
        DatabaseAddress address = filled(product, 2_500);
        JdbcRows whole = new JdbcRows("warehouse", Optional.of("saves"), Optional.empty(), List.of(), List.of());
        List<Row> rows = read(address, whole, 300, batch -> {});
        assertThat(rows.stream()
                        .map(row -> row.json().path("id").asLong() + "/"
                                + row.json().path("scope").asString()))
                .hasSize(2_500)
                .doesNotHaveDuplicates();
        assertThat(rows.getFirst().json().path("name").isString()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void readsOnThoughTheLastRowHasGone(Product product) throws Exception {
        DatabaseAddress address = filled(product, 2_500);
        JdbcRows whole = new JdbcRows(
                "warehouse", Optional.of("saves"), Optional.empty(), List.of("id", "scope"), List.of("id", "scope"));
        List<Row> rows = read(
                address,
                whole,
                100,
                read -> Product.execute(
                        address,
                        "DELETE FROM " + product.quote("saves") + " WHERE " + product.quote("id") + " < 1000 AND "
                                + product.quote("id") + " < " + (read / 2 - 500)));
        assertThat(rows).hasSize(2_500).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void readsAQueryByItsKey(Product product) throws Exception {
        DatabaseAddress address = filled(product, 2_500);
        String sql = "SELECT " + product.quote("id") + " AS " + product.quote("player") + ", COUNT(*) AS "
                + product.quote("n") + " FROM " + product.quote("saves") + " GROUP BY " + product.quote("id");
        JdbcRows query = new JdbcRows("warehouse", Optional.empty(), Optional.of(sql), List.of("player"), List.of());
        assertThat(read(address, query, 1_000, batch -> {}))
                .hasSize(1_250)
                .allMatch(row -> row.json().path("n").asInt() == 2);
        JdbcRows torn = new JdbcRows(
                "warehouse",
                Optional.empty(),
                Optional.of("SELECT * FROM " + product.quote("saves")),
                List.of("id"),
                List.of());
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> read(address, torn, 1_000, batch -> {}))
                .withMessageContaining("Several rows of the query of database warehouse have the key id = [");
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatCannotBeReadInPages(Product product) {
        DatabaseAddress address = filled(product, 3);
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> read(
                        address,
                        new JdbcRows("warehouse", Optional.of("saves"), Optional.empty(), List.of("id"), List.of()),
                        1,
                        batch -> {}))
                .withMessageContaining(
                        "No unique index of table saves of database warehouse is over id, so rows could be"
                                + " lost between two pages. Give key: with the columns of a unique index, such as id, scope.");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> read(
                        address,
                        new JdbcRows("warehouse", Optional.of("save"), Optional.empty(), List.of("id"), List.of()),
                        1,
                        batch -> {}))
                .withMessage("Database warehouse has no table save. Check table: of the source.");
        assertThatExceptionOfType(UserMistake.class)
                .isThrownBy(() -> read(
                        address,
                        new JdbcRows(
                                "warehouse",
                                Optional.of("saves"),
                                Optional.empty(),
                                List.of("id", "scope"),
                                List.of("id", "scope", "nam")),
                        1,
                        batch -> {}))
                .withMessageContaining("did you mean name?");
    }

    /** Two rows an id. */
    private DatabaseAddress filled(Product product, int rows) {
        DatabaseAddress address = product.fresh(temp);
        String text = product == Product.MARIADB ? "VARCHAR(50) CHARACTER SET utf8mb4" : "VARCHAR(50)";
        Product.execute(
                address,
                "CREATE TABLE " + product.quote("saves") + " (" + product.quote("id") + " BIGINT NOT NULL, "
                        + product.quote("scope") + " " + text + " NOT NULL, " + product.quote("name") + " " + text
                        + ", PRIMARY KEY (" + product.quote("id") + ", " + product.quote("scope") + "))");
        try (Connection connection = Product.connect(address)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO " + product.quote("saves") + " VALUES (?, ?, ?)")) {
                for (int i = 0; i < rows; i++) {
                    insert.setLong(1, i / 2 - 500);
                    insert.setString(2, i % 2 == 0 ? "global" : "ünï 🦊");
                    insert.setString(3, "name " + i);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            return address;
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * @param batch rows after which the reader is killed and another goes on
     * @param between told how many rows have been read
     */
    private static List<Row> read(DatabaseAddress address, JdbcRows source, int batch, IntConsumer between)
            throws InterruptedException {
        try (Databases databases = Product.databases(address)) {
            Access access = new Access(cloud, databases);
            Chain chain = new Chain(List.of(source));
            Partition partition = chain.partitions(access).getFirst();
            ReadBounds bounds = new ReadBounds(
                    batch, Integer.MAX_VALUE, Duration.ofMinutes(1), 64, Integer.MAX_VALUE, Long.MAX_VALUE);
            ExecutionContext context = new ExecutionContext();
            List<Row> rows = new ArrayList<>();
            while (true) {
                RowReader reader = chain.reader(partition, access, bounds, () -> false);
                reader.open(context);
                @Nullable List<Row> read = reader.read();
                reader.update(context);
                reader.close();
                if (read == null) {
                    return rows;
                }
                rows.addAll(read);
                between.accept(rows.size());
            }
        }
    }
}
