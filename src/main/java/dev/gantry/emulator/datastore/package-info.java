/**
 * Data stores v2 of every universe of the emulator: what they hold, and the operations on it.
 *
 * <p>{@link dev.gantry.emulator.datastore.DataStores} is the way in for tests and for the server. A store keeps its
 * entries by scope; a seeded scope makes the entries that nobody has changed on read, from the seed and the entry's number,
 * and keeps only what was written over them. Values are kept as the text that was sent, and parsed only to check them:
 * what was put is what comes back. Lists run in the order of scope and id, so that a page token is a position that stays
 * valid whatever is written meanwhile.
 *
 * <p>Everything may be used from any thread; a change of an entry is atomic.
 */
@NullMarked
package dev.gantry.emulator.datastore;

import org.jspecify.annotations.NullMarked;
