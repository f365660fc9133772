/**
 * Which types the rows have, found exactly: from every row, none sampled.
 *
 * <p>{@link dev.gantry.sink.schema.Inference} watches rows go by and keeps, for each place in them, what its type depends on; asked at the end, it
 * answers with a {@link dev.gantry.sink.schema.RowSchema}. Partitions are watched apart and merged: the types depend on the set of
 * rows alone, only the order of the columns depends on the order of the rows.
 *
 * <p>A job may declare the schema instead ({@link dev.gantry.sink.schema.DeclaredSchema}): then rows that do not fit are rejected before
 * they are staged, and what is found is only how best to store each column.
 *
 * <p>Invariants: every value fits its column's type without loss; what fits none (a column of numbers and texts, numbers of more
 * than 38 digits) becomes JSON text, exactly as staged, with a note; so does a column that should be a
 * VARIANT and has a value that no VARIANT holds; memory is bounded whatever the rows hold: objects of
 * very many keys become maps or JSON text, very deep or very wide rows become JSON text below the limit.
 */
@NullMarked
package dev.gantry.sink.schema;

import org.jspecify.annotations.NullMarked;
