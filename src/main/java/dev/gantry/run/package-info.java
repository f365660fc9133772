/**
 * Turns a job into Spring Batch steps and partitions, starts, resumes and stops it, and says how it goes.
 *
 * <p>A run is one job started once, however often it is resumed: one Spring Batch job instance, one row of the {@linkplain
 * dev.gantry.run.RunLedger ledger}, which keeps the job's text and values as they were. Step one reads, a partition a
 * thread, into staging; step two publishes. Invariant: staging is durable before the checkpoint commits, and is removed
 * only after the run is recorded as complete. Start at {@link dev.gantry.run.Runner}.
 */
@NullMarked
package dev.gantry.run;

import org.jspecify.annotations.NullMarked;
