/**
 * Rows of Parquet files, whoever wrote them, as JSON without losing a digit.
 *
 * <p>A position is {@code row-group:row}: the row group is read again from its start, and the rows before are dropped. Memory is one
 * row group as it is in the file. parquet-java is used without Hadoop, as the sink does.
 *
 * <p>Every column is a member of every row, null where the file has no value. Start at {@link
 * dev.gantry.source.file.parquet.ParquetRecords}; {@code Converters} is the table of what becomes of which type.
 */
@NullMarked
package dev.gantry.source.file.parquet;

import org.jspecify.annotations.NullMarked;
