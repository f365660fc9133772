/**
 * How a request reads and an answer looks, for every operation the emulator serves, whichever family it belongs to.
 *
 * <p>A family is a list of {@link dev.gantry.emulator.wire.Operation}s, each with its handler; {@link
 * dev.gantry.emulator.wire.Router} finds the one a request means. A handler takes a {@link
 * dev.gantry.emulator.wire.Call} and returns an {@link dev.gantry.emulator.wire.Answer} or throws {@link
 * dev.gantry.emulator.wire.Refused}; it never blocks and never sees the transport. Whatever a client may send malformed
 * ends in {@code Refused}: any other exception is a bug of the emulator.
 */
@NullMarked
package dev.gantry.emulator.wire;

import org.jspecify.annotations.NullMarked;
