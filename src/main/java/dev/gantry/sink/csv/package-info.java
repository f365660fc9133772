/**
 * Staged rows into files of comma-separated values, as RFC 4180 has them, in UTF-8.
 *
 * <p>A header of the columns, the key first, then a line a row. A field without a value, null or missing, is empty; the empty text is
 * {@code ""}. Numbers, times and texts are exactly as staged, objects and lists are their JSON text; so are the texts of a column
 * that also holds other kinds of values, because nobody could tell the text 12 from the number otherwise. {@code _schema.json} calls the
 * columns of JSON text {@code json}. Quoted is what must be (delimiters, quotes, control characters), the empty text, and what readers are known to
 * trim or to take for a comment. A row that is null in a file of a single column is an empty line, which some readers skip.
 *
 * <p>Start at {@link dev.gantry.sink.csv.CsvParts}; {@link dev.gantry.sink.csv.FieldText} is one field.
 */
@NullMarked
package dev.gantry.sink.csv;

import org.jspecify.annotations.NullMarked;
