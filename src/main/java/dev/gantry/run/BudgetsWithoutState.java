package dev.gantry.run;

import java.sql.SQLException;
import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.run.budget.BudgetSharing;
import dev.gantry.run.state.PostgresState;
import dev.gantry.run.state.ProcessToken;

/** The budgets for what asks much and opens no state: those that machines share by it, if they do. */
final class BudgetsWithoutState {

    private BudgetsWithoutState() {}

    static BudgetSharing of(Settings settings) {
        ProcessToken process = ProcessToken.ofThis();
        return of(settings.postgres(process, System.getenv()), process);
    }

    /** A database that this version has not brought up to date is one by which nobody shares. */
    static BudgetSharing of(Optional<PostgresState> state, ProcessToken process) {
        if (state.isEmpty()) {
            return BudgetSharing.by(Optional.empty(), process.token());
        }
        HikariDataSource pool = state.get().poolOfBudgets();
        try {
            if (StateSchema.isNewest(pool)) {
                return BudgetSharing.by(Optional.of(pool), process.token());
            }
            pool.close();
            return BudgetSharing.by(Optional.empty(), process.token());
        } catch (SQLException unreachable) {
            pool.close();
            throw new StateUnusable(
                    "The state's database " + state.get().shown()
                            + " (gantry.database of config/application.yml), by which machines share what they may ask, cannot"
                            + " be reached. Check that it runs, its url, user and password.",
                    unreachable);
        }
    }
}
