/**
 * Rows in the order of a key, whatever order they were staged in, with memory for a small part of them.
 *
 * <p>{@link dev.gantry.sink.order.SortBy} says what a row is sorted by; {@link dev.gantry.sink.order.SortedRows} finds out how
 * much work that is and hands the rows over. A row's key becomes bytes whose unsigned order is the order of the
 * values, so that everything below compares bytes and knows no types. Rows that come in order are only looked at; logs that
 * are each in order are merged; otherwise rows are gathered in memory, sorted and put aside in files, which are
 * merged. All of it is stable: rows of one key stay in the order in which they were read.
 *
 * <p>The files put aside are checked like staging logs, never trusted by a later process and gone when the rows have been handed over.
 */
@NullMarked
package dev.gantry.sink.order;

import org.jspecify.annotations.NullMarked;
