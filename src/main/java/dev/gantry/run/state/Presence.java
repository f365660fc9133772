package dev.gantry.run.state;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What a process says of itself to the others: that it is there, in the table of processes. */
record Presence(ProcessToken process) {

    private static final int LOOKS = 40;

    /** @param changing runs that change Open Cloud */
    void begin(Connection session, int changing) throws SQLException {
        try (PreparedStatement adding = session.prepareStatement(
                "INSERT INTO gantry_process (token, host, pid, seen, changing) VALUES (?, ?, ?, CURRENT_TIMESTAMP, ?)")) {
            adding.setString(1, process.token());
            adding.setString(2, process.host());
            adding.setLong(3, process.pid());
            adding.setInt(4, changing);
            adding.executeUpdate();
        }
    }

    /** Says that it still is; returns whether the others know of it, because it has begun and was not evicted. */
    boolean isRenewed(Connection session, int changing) throws SQLException {
        try (PreparedStatement renewing = session.prepareStatement(
                "UPDATE gantry_process SET seen = CURRENT_TIMESTAMP, changing = ? WHERE token = ?")) {
            renewing.setInt(1, changing);
            renewing.setString(2, process.token());
            return renewing.executeUpdate() == 1;
        }
    }

    void end(Connection session) throws SQLException {
        try (PreparedStatement leaving = session.prepareStatement("DELETE FROM gantry_process WHERE token = ?")) {
            leaving.setString(1, process.token());
            leaving.executeUpdate();
        }
    }

    /** The server may not know yet that the session before is broken, and hold locks for it. */
    void endFormer(Connection session) throws SQLException {
        String former =
                " FROM pg_stat_activity WHERE application_name = '" + process.locks() + "' AND pid <> pg_backend_pid()";
        try (Statement ending = session.createStatement()) {
            ending.execute("SELECT pg_terminate_backend(pid)" + former);
            for (int look = 0; look < LOOKS; look++) {
                try (ResultSet left = ending.executeQuery("SELECT pg_sleep(0.05)" + former)) {
                    if (!left.next()) {
                        return;
                    }
                }
            }
        }
    }
}
