/**
 * Memory stores of the emulator: sorted maps, queues, and the flush of both.
 *
 * <p>{@link dev.gantry.emulator.memorystore.MemoryStores} is the way in. Items live until they expire by the clock. Values
 * are kept as the text that was sent. A read of a queue is a lease: what it returns is invisible until the lease ends or
 * its items are discarded.
 */
@NullMarked
package dev.gantry.emulator.memorystore;

import org.jspecify.annotations.NullMarked;
