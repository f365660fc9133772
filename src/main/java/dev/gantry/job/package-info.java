/**
 * The job language's frame: what one YAML file says, checked as a whole before anything runs.
 *
 * <p>Start at {@link dev.gantry.job.JobFile}: text becomes a {@link dev.gantry.job.Job}, or an {@link dev.gantry.job.InvalidJob}
 * that lists every problem with line and column. A {@link dev.gantry.job.Shape} is the one declaration of what a value looks like:
 * it reads, checks and describes itself as JSON Schema, so the parser and {@code gantry schema} cannot drift apart.
 *
 * <p>Invariants: no concrete source, transform or sink is known here, they come in as {@link dev.gantry.job.Kinds}; a parse either
 * returns a complete job or throws; a secret is never a value of an ordinary field.
 */
@NullMarked
package dev.gantry.job;

import org.jspecify.annotations.NullMarked;
