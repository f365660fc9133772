package dev.gantry.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import dev.gantry.job.Secret;
import org.junit.jupiter.api.Assumptions;

/** The databases that tests run against: all real ones. */
public enum Product {
    POSTGRESQL,
    MARIADB,
    SQLITE,
    H2,
    DUCKDB;

    private static final AtomicInteger MADE = new AtomicInteger();

    /** Whether there is one here: MariaDB's server must be installed. */
    public boolean isHere() {
        return this != MARIADB || MariaDbServer.isInstalled();
    }

    /**
     * An empty database of its own. The test is skipped where a server is needed that is not installed.
     *
     * @param folder for those that are a file
     */
    public DatabaseAddress fresh(Path folder) {
        String name = "gantry_" + MADE.incrementAndGet();
        return switch (this) {
            case POSTGRESQL -> {
                PostgreSqlServer server = PostgreSqlServer.running();
                execute(server.address("postgres"), "CREATE DATABASE " + name);
                yield server.address(name);
            }
            case MARIADB -> {
                Assumptions.assumeTrue(isHere(), "no mariadbd here: install Debian's mariadb-server");
                MariaDbServer server = MariaDbServer.running();
                execute(server.address("mysql"), "CREATE DATABASE " + name);
                yield server.address(name);
            }
            case SQLITE -> file("jdbc:sqlite:" + folder.resolve(name + ".db"));
            case H2 -> file("jdbc:h2:file:" + folder.resolve(name) + ";WRITE_DELAY=0");
            case DUCKDB -> file("jdbc:duckdb:" + folder.resolve(name + ".duckdb"));
        };
    }

    private static DatabaseAddress file(String url) {
        return new DatabaseAddress(url, Optional.empty(), Optional.empty());
    }

    /** The databases of a run that has one, {@code warehouse}. */
    public static Databases databases(DatabaseAddress address) {
        return new Databases(Set.of("warehouse"), name -> address);
    }

    public static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(
                address.url(),
                address.user().orElse(null),
                address.password().map(Secret::reveal).orElse(null));
    }

    public static void execute(DatabaseAddress address, String... statements) {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As this product writes a name. */
    public String quote(String identifier) {
        return this == MARIADB ? "`" + identifier + "`" : "\"" + identifier + "\"";
    }
}
