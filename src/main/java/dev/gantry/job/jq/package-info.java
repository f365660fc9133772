/**
 * jq, the job language's only expression language: whole expressions ({@link dev.gantry.job.jq.Jq}) and texts with
 * expressions in braces ({@link dev.gantry.job.jq.Template}), for whatever room evaluates them on a row.
 *
 * <p>Invariants: an expression is compiled once, while the job file is read, and what can be wrong with its text is said
 * then; it may be used by many threads; it reaches neither environment nor files; a row that it fails on is rejected as a
 * whole, and the message does not repeat what the row holds.
 */
@NullMarked
package dev.gantry.job.jq;

import org.jspecify.annotations.NullMarked;
