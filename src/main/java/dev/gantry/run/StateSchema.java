package dev.gantry.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

import dev.gantry.job.UserMistake;
import org.flywaydb.core.Flyway;

/**
 * The tables of the state's database, which the scripts in {@code db/} make and bring up to date. Those up to {@link #BASE} are
 * H2's; PostgreSQL has one of its own in their place. Later ones are for both.
 */
final class StateSchema {

    /** Of the newest of these scripts. */
    static final String NEWEST = "8";

    private static final String BASE = "4";
    private static final String BASE_OF_POSTGRESQL = "/db/postgresql-4.sql";
    private static final String POSTGRESQL = "PostgreSQL";

    /** Whoever brings a PostgreSQL up to date has this advisory lock. */
    private static final long LOCK = 0x67616e747279L;

    private StateSchema() {}

    /**
     * Brings them up to date. Almost every start finds them so, and is spared Flyway's, a tenth of its time.
     *
     * @throws UserMistake if a newer version of Gantry has been here
     */
    static void bringUpToDate(DataSource dataSource) throws SQLException {
        boolean isPostgres;
        try (Connection connection = dataSource.getConnection()) {
            isPostgres = connection.getMetaData().getDatabaseProductName().equals(POSTGRESQL);
        }
        if (isNewest(dataSource)) {
            return;
        }
        if (isPostgres) {
            oneAtATime(dataSource);
        } else {
            flyway(dataSource, "CHARACTER LARGE OBJECT", "BINARY LARGE OBJECT").migrate();
        }
    }

    private static Flyway flyway(DataSource dataSource, String text, String bytes) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db")
                .placeholders(Map.of("text", text, "bytes", bytes))
                .baselineOnMigrate(text.equals("TEXT"))
                .baselineVersion(BASE)
                .load();
    }

    private static void oneAtATime(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                if (!isNewest(dataSource)) {
                    if (!isFound(
                            statement,
                            "FROM information_schema.tables WHERE table_name = 'gantry_run'"
                                    + " AND table_schema = CURRENT_SCHEMA")) {
                        // As one command, which the server carries out as one transaction.
                        statement.execute(baseOfPostgres());
                    }
                    flyway(dataSource, "TEXT", "BYTEA").migrate();
                }
            } finally {
                statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        }
    }

    private static String baseOfPostgres() {
        try (InputStream script = Objects.requireNonNull(StateSchema.class.getResourceAsStream(BASE_OF_POSTGRESQL))) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static boolean isNewest(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isFound(
                    statement,
                    "FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'flyway_schema_history'"
                            + " AND TABLE_SCHEMA = CURRENT_SCHEMA")) {
                return false;
            }
            String history = "FROM \"flyway_schema_history\" WHERE ";
            if (isFound(statement, history + "CAST(\"version\" AS INTEGER) > " + NEWEST)) {
                throw new UserMistake(
                        "The state's database was brought up to date by a newer version of Gantry, which this one"
                                + " does not know. Use that version, on all machines.");
            }
            return isFound(statement, history + "\"version\" = '" + NEWEST + "' AND \"success\"")
                    && !isFound(statement, history + "NOT \"success\"");
        }
    }

    private static boolean isFound(Statement statement, String what) throws SQLException {
        try (ResultSet found = statement.executeQuery("SELECT 1 " + what)) {
            return found.next();
        }
    }
}
