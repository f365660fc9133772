/**
 * Turns a job into Spring Batch steps and partitions, starts, resumes and stops it, and says how it goes.
 *
 * <p>A run is one job started once, however often it is resumed: one Spring Batch job instance, one row of the {@linkplain
 * dev.gantry.run.RunLedger ledger}, which keeps the job's text and values as they were. Step one reads, a partition a
 * thread, into staging; step two publishes. Invariant: staging is durable before the checkpoint commits, and is removed
 * only after the run is recorded as complete.
 *
 * <p>On a cluster the partitions of a run may be read by other machines ({@link dev.gantry.run.PartitionsOverMachines} waits, {@link
 * dev.gantry.run.SpreadWork} works), and any machine may go on with a run whose own is gone. Whoever writes down anything of a run
 * or partition has its {@linkplain dev.gantry.run.state.JobLocks lock}, and asks it first. Start at {@link dev.gantry.run.Runner}.
 */
@NullMarked
package dev.gantry.run;

import org.jspecify.annotations.NullMarked;
