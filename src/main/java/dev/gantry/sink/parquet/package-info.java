/**
 * Staged rows into Parquet files, streaming: each row goes from the log's tokens straight into the columns, never through a
 * tree, so memory is a row group and not a file.
 *
 * <p>Start at {@link dev.gantry.sink.parquet.ParquetParts}. {@link dev.gantry.sink.parquet.ValueWriter} is the compiled form of a
 * schema. parquet-java is used without Hadoop: its classes appear in signatures, so they are needed to compile, but none is loaded.
 *
 * <p>Choices for readers: pages of version 1, lists of three levels, decimals as INT32, INT64 or FIXED_LEN_BYTE_ARRAY, timestamps as INT64 in UTC: what
 * DuckDB, Spark, Arrow and pandas all read. A VARIANT has a column for each part that most of its values have with one type
 * ({@link dev.gantry.sink.parquet.VariantWriter}).
 *
 * <p>Null and missing are one in most columns; in JSON and VARIANT null is a value, and only what is missing is Parquet's null.
 */
@NullMarked
package dev.gantry.sink.parquet;

import org.jspecify.annotations.NullMarked;
