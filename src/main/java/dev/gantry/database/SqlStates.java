package dev.gantry.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;

import org.jspecify.annotations.Nullable;

/** What an error of a database means, whichever product says it. */
public final class SqlStates {

    private static final int SQLITE_BUSY = 5;
    private static final int H2_WRONG_USER = 28_000;

    private SqlStates() {}

    /**
     * Whether trying again may do: the connection is lost or the server goes down, was too busy, or chose this transaction of
     * two that waited for each other.
     */
    public static boolean isPassing(SQLException failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof SQLTransientException || each instanceof SQLRecoverableException) {
                return true;
            }
            if (each instanceof SQLException sql && (isPassing(sql.getSQLState()) || isBusy(sql))) {
                return true;
            }
        }
        return false;
    }

    /** 08: connection; 40: rolled back for another; 57P: an operator ends it; 53: out of a resource; 55P03: a lock; 90: H2's own. */
    private static boolean isPassing(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.equals("55P03")
                        || state.equals("90067")
                        || state.equals("90098")
                        || state.equals("90121"));
    }

    private static boolean isBusy(SQLException failure) {
        return failure.getErrorCode() == SQLITE_BUSY
                && String.valueOf(failure.getMessage()).contains("SQLITE_BUSY");
    }

    static boolean isDenied(SQLException failure) {
        String state = failure.getSQLState();
        return (state != null && state.startsWith("28")) || failure.getErrorCode() == H2_WRONG_USER;
    }

    /** What the database said, as one line, without the statement that some add. */
    static String text(SQLException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return message.replaceAll("; SQL statement:(?s).*", "")
                .replaceFirst("^\\(conn=\\d+\\) ", "")
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
    }
}
