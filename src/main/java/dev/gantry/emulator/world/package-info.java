/**
 * The world that an emulator is seeded with: one universe, its owner, and the players, who are the same people in every
 * family of operations.
 *
 * <p>Everything follows from the seed and a number, is made when it is asked for, and takes no memory.
 */
@NullMarked
package dev.gantry.emulator.world;

import org.jspecify.annotations.NullMarked;
