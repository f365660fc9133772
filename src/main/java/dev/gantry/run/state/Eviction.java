package dev.gantry.run.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Takes the locks of processes that have stood still for too long from them: they are forgotten first, so that they cannot take them
 * again, then whatever sessions they have are ended, with what these had not committed. Those that change Open Cloud are let be: what
 * they write there cannot be fenced, so they are waited for.
 */
record Eviction(DataSource database, Duration patience) {

    /** A process that is no more, and was changing something when it ended. */
    private static final String FORGOTTEN = "seen < CURRENT_TIMESTAMP - INTERVAL '1' DAY";

    /** Returns what is known of them, for people; those that had ended are not among them. */
    List<String> evict() {
        List<String> evicted = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (Map.Entry<String, String> each : forget(connection).entrySet()) {
                if (endSessions(connection, each.getKey()) > 0) {
                    evicted.add(each.getValue());
                }
            }
        } catch (SQLException broken) {
            throw new DataAccessResourceFailureException("it cannot be told which processes live", broken);
        }
        return evicted;
    }

    private Map<String, String> forget(Connection connection) throws SQLException {
        Map<String, String> stale = new HashMap<>();
        try (Statement forgetting = connection.createStatement();
                ResultSet found = forgetting.executeQuery("DELETE FROM gantry_process WHERE " + FORGOTTEN
                        + " OR changing = 0 AND seen < CURRENT_TIMESTAMP - INTERVAL '" + patience.toSeconds()
                        + "' SECOND RETURNING token, host, pid")) {
            while (found.next()) {
                stale.put(found.getString(1), "process " + found.getLong(3) + " of " + found.getString(2));
            }
        }
        return stale;
    }

    private static int endSessions(Connection connection, String token) throws SQLException {
        int ended = 0;
        try (PreparedStatement ending = connection.prepareStatement("SELECT pg_terminate_backend(pid)"
                + " FROM pg_stat_activity WHERE application_name LIKE ? AND pid <> pg_backend_pid()")) {
            ending.setString(1, ProcessToken.application(token) + "%");
            try (ResultSet each = ending.executeQuery()) {
                while (each.next()) {
                    ended++;
                }
            }
        }
        return ended;
    }
}
