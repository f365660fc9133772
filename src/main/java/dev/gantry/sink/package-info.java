/**
 * Where rows end up. A sink stages rows as they arrive and publishes them once all have arrived: first
 * {@link dev.gantry.sink.RowSink#stager}, one a partition, then {@link dev.gantry.sink.RowSink#publish}, once a run.
 *
 * <p>Invariants: a row is durable in staging before the checkpoint that covers it commits; publishing can be killed at any
 * instant and called again with the same result; a target folder is either absent, the old publication or the new one, whole.
 *
 * <p>Start at {@link dev.gantry.sink.ParquetFiles}. Below it: {@code staging} (the log rows wait in), {@code schema} (which types
 * the rows have), {@code parquet} (rows into files) and {@code disk} (folders that change as one, and errors of disks).
 */
@NullMarked
package dev.gantry.sink;

import org.jspecify.annotations.NullMarked;
