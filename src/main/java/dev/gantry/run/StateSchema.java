package dev.gantry.run;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;

/** The tables of the state's database, which the scripts in {@code db/} make and bring up to date. */
final class StateSchema {

    /** Of the newest of these scripts. */
    static final String NEWEST = "6";

    private StateSchema() {}

    /** Brings them up to date. Almost every start finds them so, and is spared Flyway's, a tenth of its time. */
    static void bringUpToDate(DataSource dataSource) throws SQLException {
        if (!isNewest(dataSource)) {
            Flyway.configure()
                    .dataSource(dataSource)
                    .locations("classpath:db")
                    .placeholders(Map.of("bytes", "BINARY LARGE OBJECT"))
                    .load()
                    .migrate();
        }
    }

    private static boolean isNewest(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            if (!isFound(statement, "FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = 'flyway_schema_history'")) {
                return false;
            }
            String history = "FROM \"flyway_schema_history\" WHERE ";
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
