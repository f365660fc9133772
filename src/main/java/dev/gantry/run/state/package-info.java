/**
 * Where the state is kept, and the locks that tell the living from the dead: an H2 file of this machine with the operating
 * system's locks, or a PostgreSQL that several machines share.
 *
 * <p>On PostgreSQL a process holds all its locks by one session ({@link dev.gantry.run.state.AdvisoryLocks}): they end with
 * it, however it ends. A process that has stood still for too long loses its session to the others, and finds that out
 * before it does anything else that counts. Files stay in the state's folder, which all machines must see ({@link
 * dev.gantry.run.state.SharedFolder}).
 */
@NullMarked
package dev.gantry.run.state;

import org.jspecify.annotations.NullMarked;
