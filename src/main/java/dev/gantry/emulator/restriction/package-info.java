/**
 * User restrictions of the emulator: who may not join the universe or one of its places, and the log of how that came.
 *
 * <p>{@link dev.gantry.emulator.restriction.UserRestrictions} is the way in. A place inherits what holds for the universe. A
 * restriction with a duration ends by the clock, without any change to it.
 */
@NullMarked
package dev.gantry.emulator.restriction;

import org.jspecify.annotations.NullMarked;
