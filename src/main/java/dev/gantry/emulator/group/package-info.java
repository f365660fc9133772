/**
 * Groups of the emulator: roles, members, join requests and forums.
 *
 * <p>{@link dev.gantry.emulator.group.Groups} is the way in. Who is a member, since when and with which role follows from
 * the seed and the player's number; only what was changed is kept, so that a million members take no memory.
 */
@NullMarked
package dev.gantry.emulator.group;

import org.jspecify.annotations.NullMarked;
