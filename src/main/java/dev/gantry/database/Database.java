package dev.gantry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import org.jspecify.annotations.Nullable;

/** One database, and its connections. Safe for many threads. */
public final class Database implements AutoCloseable {

    private static final int CONNECTIONS = 4;
    private static final long CONNECT_MILLIS = 20_000;

    private final String name;
    private final DatabaseAddress address;
    private @Nullable Dialect dialect;
    private @Nullable HikariDataSource writing;
    private @Nullable HikariDataSource reading;

    Database(String name, DatabaseAddress address) {
        this.name = name;
        this.address = address;
    }

    /** As jobs call it. */
    public String name() {
        return name;
    }

    /** Connects, if nobody has yet: @throws DatabaseFailed if that cannot be done */
    public synchronized Dialect dialect() {
        if (dialect == null) {
            HikariConfig once = config();
            once.setMaximumPoolSize(1);
            try (HikariDataSource first = opened(once);
                    Connection connection = first.getConnection()) {
                dialect = Dialect.of(connection.getMetaData().getDatabaseProductName());
            } catch (SQLException refused) {
                throw failed("cannot be opened", refused);
            }
        }
        return dialect;
    }

    /** A connection with a transaction begun, which whoever closes it has committed or rolled back. */
    public Connection write() throws SQLException {
        return writing().getConnection();
    }

    /** A connection that can change nothing. */
    public Connection read() throws SQLException {
        return reading().getConnection();
    }

    private synchronized HikariDataSource writing() {
        if (writing == null) {
            HikariConfig config = config();
            dialect().sessionSql().ifPresent(config::setConnectionInitSql);
            config.setAutoCommit(false);
            writing = opened(config);
        }
        return writing;
    }

    private synchronized HikariDataSource reading() {
        if (reading == null) {
            HikariConfig config = config();
            dialect().readOnlySql().ifPresent(config::setConnectionInitSql);
            config.setAutoCommit(false);
            reading = opened(config);
        }
        return reading;
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(address.url().replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"));
        address.user().ifPresent(config::setUsername);
        address.password().ifPresent(secret -> config.setPassword(secret.reveal()));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECT_MILLIS);
        // The first connection is tried once: a wrong password should not take its time to be told.
        config.setInitializationFailTimeout(1);
        config.setPoolName("database-" + name);
        return config;
    }

    private HikariDataSource opened(HikariConfig config) {
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException refused) {
            Optional<SQLException> cause = sqlCause(refused);
            if (cause.isPresent()) {
                throw failed("cannot be opened", cause.get());
            }
            throw new DatabaseFailed(message("cannot be opened", String.valueOf(refused.getMessage())), false, refused);
        } catch (RuntimeException refused) {
            // No driver takes the URL: Hikari says so with the whole URL, which may hold a password.
            throw new DatabaseFailed(
                    message(
                            "cannot be opened",
                            "its url: is of none of PostgreSQL, MariaDB, MySQL, SQLite, H2 and DuckDB"),
                    false,
                    new IllegalArgumentException("no driver"));
        }
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    /** @param doing what the database did not let us do: "cannot be opened" */
    public DatabaseFailed failed(String doing, SQLException cause) {
        boolean denied = SqlStates.isDenied(cause);
        return new DatabaseFailed(
                message(doing, SqlStates.text(cause))
                        + (denied ? " Check its user: and password: in config/application.yml." : ""),
                denied,
                cause);
    }

    private String message(String doing, String why) {
        return "Database " + name + " (" + address.shown() + ") " + doing + ": " + why + (why.endsWith(".") ? "" : ".");
    }

    @Override
    public synchronized void close() {
        if (writing != null) {
            writing.close();
        }
        if (reading != null) {
            reading.close();
        }
    }
}
