/**
 * Staged rows into Parquet files, streaming: each row goes from the log's JSON parser straight into the columns, never through a
 * tree, so memory is a row group and not a file.
 *
 * <p>Start at {@link dev.gantry.sink.parquet.ParquetParts}. {@link dev.gantry.sink.parquet.ValueWriter} is the compiled form of a
 * schema. parquet-java is used without Hadoop: its classes appear in signatures, so they are needed to compile, but none is loaded.
 *
 * <p>Choices for readers: pages of version 1, lists of three levels, INT64 and FIXED_LEN_BYTE_ARRAY decimals, timestamps as INT64 in UTC: what
 * DuckDB, Spark, Arrow and pandas all read.
 */
@NullMarked
package dev.gantry.sink.parquet;

import org.jspecify.annotations.NullMarked;
