package dev.gantry.run.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * One advisory lock of PostgreSQL's, which knows no names but numbers: here, the first 64 bits of a name's digest.
 *
 * @param kind what its functions have after their names
 */
record AdvisoryLock(String name, String kind) {

    private static final String SHARED = "_shared";

    static AdvisoryLock exclusive(String name) {
        return new AdvisoryLock(name, "");
    }

    /** Which many may have. */
    static AdvisoryLock shared(String name) {
        return new AdvisoryLock(name, SHARED);
    }

    /** Takes it, if that can be done at once. */
    boolean isTaken(Connection session) throws SQLException {
        return ask(session, "SELECT pg_try_advisory_lock" + kind + "(?)");
    }

    void release(Connection session) throws SQLException {
        boolean unused = ask(session, "SELECT pg_advisory_unlock" + kind + "(?)");
    }

    private boolean ask(Connection session, String sql) throws SQLException {
        try (PreparedStatement asking = session.prepareStatement(sql)) {
            asking.setLong(1, key());
            try (ResultSet answer = asking.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    /** Whether any session has it. */
    boolean isHeld(DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement looking =
                        connection.prepareStatement("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                                + " AND classid::bigint = ? AND objid::bigint = ? AND objsubid = 1")) {
            looking.setLong(1, key() >>> 32);
            looking.setLong(2, key() & 0xffffffffL);
            try (ResultSet found = looking.executeQuery()) {
                return found.next();
            }
        } catch (SQLException broken) {
            throw new DataAccessResourceFailureException("it cannot be told who holds " + name, broken);
        }
    }

    private long key() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(("gantry " + name).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
