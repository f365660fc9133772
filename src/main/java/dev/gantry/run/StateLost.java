package dev.gantry.run;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Whether the state's database went away under a run: its server was stopped, or the process ended that served the H2
 * file to this one. What was committed is kept, so the run may go on from its checkpoint.
 */
public final class StateLost {

    /** SQLSTATE class of everything that befell a connection. */
    private static final String CONNECTION = "08";

    /** PostgreSQL's shutdowns, and what it undid for another's sake; H2's broken connection, closed database, closed object, and a file still locked by the dead. */
    private static final Set<String> STATES =
            Set.of("57P01", "57P02", "57P03", "40001", "40P01", "90067", "90121", "90098", "90007", "90020");

    private StateLost() {}

    /** @param failure of a run; a sink's database has failures of its own, so Spring's are the state's */
    public static boolean is(Throwable failure) {
        boolean isOfState = false;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            isOfState |= each instanceof DataAccessException || each instanceof TransactionException;
            if (isOfState && each instanceof SQLException broken && isOfConnection(broken)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfConnection(SQLException broken) {
        String state = broken.getSQLState();
        return broken instanceof SQLTransientConnectionException
                || (state != null && (state.startsWith(CONNECTION) || STATES.contains(state)));
    }
}
