package dev.gantry.run.budget;

import java.util.Optional;

import com.zaxxer.hikari.HikariDataSource;
import dev.gantry.opencloud.limits.Budgets;
import org.jspecify.annotations.Nullable;

/** The budgets of this process, and what it shares them by, if there may be other machines. */
public final class BudgetSharing implements AutoCloseable {

    private final Budgets budgets;
    private final @Nullable HikariDataSource pool;

    private BudgetSharing(Budgets budgets, @Nullable HikariDataSource pool) {
        this.budgets = budgets;
        this.pool = pool;
    }

    /**
     * Shared by a database, or nobody's but this process's.
     *
     * @param pool of its connections, which is closed with this
     * @param machine no other process has that name
     */
    public static BudgetSharing by(Optional<HikariDataSource> pool, String machine) {
        return pool.map(database -> new BudgetSharing(Budgets.sharedBy(new BudgetTables(database, machine)), database))
                .orElseGet(() -> new BudgetSharing(Budgets.ofProcess(), null));
    }

    public Budgets budgets() {
        return budgets;
    }

    @Override
    public void close() {
        budgets.end();
        if (pool != null) {
            pool.close();
        }
    }
}
