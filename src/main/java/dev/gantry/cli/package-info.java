/**
 * The command line: one class a command that parses, calls and prints. Light commands start no Spring.
 *
 * <p>Results go to standard output, how a run ended among them; progress, and what kept a command from its work, to
 * standard error. {@link dev.gantry.cli.Failures} alone turns an error into text and exit code. Start at {@link dev.gantry.cli.Gantry}.
 */
@NullMarked
package dev.gantry.cli;

import org.jspecify.annotations.NullMarked;
