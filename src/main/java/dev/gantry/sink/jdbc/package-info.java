/**
 * Staged rows into a table of a database.
 *
 * <p>{@link dev.gantry.sink.jdbc.JdbcSink} stages as every sink does and publishes by a {@link dev.gantry.sink.jdbc.Load}: the
 * columns are settled ({@link dev.gantry.sink.jdbc.TablePlan}), then the logs' rows are written chunk by chunk, in the order of
 * the logs. The table {@code gantry_loads} of the same database says how many rows of the run are in ({@link
 * dev.gantry.sink.jdbc.LoadLedger}).
 *
 * <p>Invariants: a chunk's rows and their count commit together, so that a load goes on, after a kill or a lost connection,
 * exactly where the database says it is; no row is written before every column is known to hold every value exactly; a table
 * is replaced in one transaction or one statement. Only where a table has no transactions may rows be written twice, and
 * there only by key.
 */
@NullMarked
package dev.gantry.sink.jdbc;

import org.jspecify.annotations.NullMarked;
