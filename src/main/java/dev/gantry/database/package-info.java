/**
 * The databases that jobs read and write, by the names that {@code config/application.yml} gives them.
 *
 * <p>{@link dev.gantry.database.Databases} finds one, {@link dev.gantry.database.Database} hands out its connections, and its
 * {@link dev.gantry.database.Dialect} knows how that product quotes, which of its types hold what exactly, and the fastest way
 * to write many rows.
 *
 * <p>Invariants: identifiers are quoted and values are bound or escaped by the driver's own protocol, never put together; no
 * type is chosen, and no existing column taken, that would change a value; no password is in any text.
 */
@NullMarked
package dev.gantry.database;

import org.jspecify.annotations.NullMarked;
