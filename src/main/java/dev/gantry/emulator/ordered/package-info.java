/**
 * Ordered data stores of the emulator, by v2 and by v1: integers by id, listed by value.
 *
 * <p>{@link dev.gantry.emulator.ordered.OrderedDataStores} is the way in. Both versions work on the same entries. Stores and
 * scopes come into being with their first entry and have no versions: what is deleted is gone.
 */
@NullMarked
package dev.gantry.emulator.ordered;

import org.jspecify.annotations.NullMarked;
