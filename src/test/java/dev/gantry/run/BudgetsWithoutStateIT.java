package dev.gantry.run;

import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.database.PostgreSqlServer;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.run.budget.BudgetSharing;
import dev.gantry.run.state.PostgresState;
import dev.gantry.run.state.ProcessToken;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BudgetsWithoutStateIT {
    private static final ProcessToken PROCESS = ProcessToken.ofThis();

    @Test
    void areSharedOnceTheStateIsThere() throws Exception {
        PostgresState state = state(PostgreSqlServer.running().newDatabase());
        try (BudgetSharing before = BudgetsWithoutState.of(Optional.of(state), PROCESS)) {
            assertThat(before.budgets()).isSameAs(Budgets.ofProcess());
        }
        try (HikariDataSource pool = state.pool()) {
            StateSchema.bringUpToDate(pool);
        }

        try (BudgetSharing after = BudgetsWithoutState.of(Optional.of(state), PROCESS)) {
            assertThat(after.budgets()).isNotSameAs(Budgets.ofProcess());
            assertThat(after.budgets().gauges()).isEmpty();
        }
    }

    @Test
    void areThoseOfTheProcessWhereNoDatabaseIsNamed() {
        try (BudgetSharing alone = BudgetsWithoutState.of(Optional.empty(), PROCESS)) {
            assertThat(alone.budgets()).isSameAs(Budgets.ofProcess());
        }
    }

    @Test
    void refuseADatabaseThatCannotBeReached() {
        PostgresState state = state("jdbc:postgresql://127.0.0.1:1/gantry");

        assertThatExceptionOfType(StateUnusable.class)
                .isThrownBy(() -> BudgetsWithoutState.of(Optional.of(state), PROCESS))
                .withMessage("The state's database jdbc:postgresql://127.0.0.1:1/gantry (gantry.database of"
                        + " config/application.yml), by which machines share what they may ask, cannot be reached."
                        + " Check that it runs, its url, user and password.");
    }

    private static PostgresState state(String url) {
        return new PostgresState(url, Optional.of("postgres"), Optional.of("postgres"), PROCESS);
    }
}
