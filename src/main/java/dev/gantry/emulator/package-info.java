/**
 * A local Open Cloud: an HTTP server that behaves as Roblox's document says, with its limits, and goes wrong on demand.
 *
 * <p>{@link dev.gantry.emulator.Emulator} starts it. It imports nothing else of Gantry, so that the client and it cannot
 * share one mistake. A request passes, in this order: routing, the listeners of tests, a delay, the faults that come
 * before an operation, the API key, the limits, the operation, and the faults that spoil its answer. One event loop does
 * all of that, so answers leave in an order that depends on the requests' order only; with one seed and one order of
 * requests everything is the same again.
 */
@NullMarked
package dev.gantry.emulator;

import org.jspecify.annotations.NullMarked;
