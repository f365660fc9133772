package dev.gantry.run.budget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.database.PostgreSqlServer;
import dev.gantry.opencloud.HandSetTime;
import dev.gantry.opencloud.limits.SharedTokens;

import static org.awaitility.Awaitility.await;

/** A PostgreSQL database with the tables of budgets, in a time that a test sets. */
public final class MachinesDatabase implements AutoCloseable {

    private static final long SINCE_1970 = 1_772_359_200_000_000_000L;

    private final String url;
    private final HikariDataSource pool;

    private MachinesDatabase(String url, HikariDataSource pool) {
        this.url = url;
        this.pool = pool;
    }

    public static MachinesDatabase create() throws SQLException, IOException {
        String url = PostgreSqlServer.running().newDatabase();
        HikariConfig hikari = new HikariConfig();
        hikari.setJdbcUrl(url);
        hikari.setUsername("postgres");
        hikari.setPassword("postgres");
        hikari.setMaximumPoolSize(4);
        hikari.setConnectionTimeout(250);
        HikariDataSource pool = new HikariDataSource(hikari);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(script());
        }
        return new MachinesDatabase(url, pool);
    }

    private static String script() throws IOException {
        try (InputStream script = MachinesDatabase.class.getResourceAsStream("/db/V8__budgets.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("${bytes}", "BYTEA");
        }
    }

    /** As one machine sees it. */
    public SharedTokens of(String machine, HandSetTime time) {
        return new BudgetTables(pool, machine, new SharedTime() {
            @Override
            public long nanos() {
                return SINCE_1970 + time.nanos();
            }

            @Override
            public long asking() {
                return time.nanos();
            }

            @Override
            public void told(long told, long asked) {
                // The test's time is everybody's.
            }
        });
    }

    public void clear() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE gantry_budget, gantry_budget_use, gantry_budget_brake, gantry_budget_players");
        }
    }

    /** Nobody reaches it any more. */
    public void goAway() throws SQLException {
        administer("ALTER DATABASE " + name() + " ALLOW_CONNECTIONS false");
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name() + "'");
    }

    /** Returns once the pool has noticed, too, which takes it a while of real time. */
    public void comeBack() throws SQLException {
        administer("ALTER DATABASE " + name() + " ALLOW_CONNECTIONS true");
        await().until(this::isReached);
    }

    private boolean isReached() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private String name() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private void administer(String sql) throws SQLException {
        String other = url.substring(0, url.lastIndexOf('/') + 1) + "postgres";
        try (Connection connection = DriverManager.getConnection(other, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
