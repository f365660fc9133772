/**
 * The game that plays against the same data stores and out of the same quota as every tool: {@code gantry emulator --game on}.
 *
 * <p>{@link dev.gantry.emulator.game.Game} decides who does what and when, from the seed and the time alone; {@link
 * dev.gantry.emulator.game.Deeds} does it to the stores, and does it again when a state file is read.
 */
@NullMarked
package dev.gantry.emulator.game;

import org.jspecify.annotations.NullMarked;
