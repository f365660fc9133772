/**
 * Where rows end up. A sink stages rows as they arrive and publishes them once all have arrived: first
 * {@link dev.gantry.sink.RowSink#stager}, one a partition, then {@link dev.gantry.sink.RowSink#publish}, once a run.
 *
 * <p>Invariants: a row is durable in staging before the checkpoint that covers it commits; publishing can be killed at any
 * instant and called again with the same result; a target folder is either absent, the old publication or the new one, whole
 * (in an object store for whoever waits for {@code _SUCCESS}).
 *
 * <p>Start at {@link dev.gantry.sink.FolderSink}; {@code jdbc} is the sink of tables. Below it: {@code staging} (the log rows wait in), {@code schema} (which types
 * the rows have), {@code format} and {@code parquet} (rows into files) and {@code target}
 * (places that change as one).
 */
@NullMarked
package dev.gantry.sink;

import org.jspecify.annotations.NullMarked;
