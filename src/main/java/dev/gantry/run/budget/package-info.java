/**
 * The budgets that machines on one PostgreSQL have in common.
 *
 * <p>Buckets are Bucket4j's, a row each, locked by {@code SELECT FOR UPDATE} for as long as one batch is taken; beside them
 * stands who uses which, and what answers have said. Invariants: all times are the database's, so that no machine's clock
 * counts; a machine that has not said for {@link dev.gantry.run.budget.BudgetTables#LEASE} that it is there is dead. Start at
 * {@link dev.gantry.run.budget.BudgetTables}.
 */
@NullMarked
package dev.gantry.run.budget;

import org.jspecify.annotations.NullMarked;
