/**
 * What happens to a row between source and sink, written in jq: {@link dev.gantry.transform.Where} keeps rows,
 * {@link dev.gantry.transform.MapRows} makes new ones of them.
 *
 * <p>Invariants: an expression is compiled once, while the job file is read, and what can be wrong with its text is said then; it may
 * be used by many threads; it reaches neither environment nor files; a row that fails is rejected as a whole, and the message does not
 * repeat what the row holds. Start at {@link dev.gantry.job.jq.Jq}, which also says what becomes of large numbers.
 */
@NullMarked
package dev.gantry.transform;

import org.jspecify.annotations.NullMarked;
