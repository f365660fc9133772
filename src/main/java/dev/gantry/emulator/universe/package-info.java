/**
 * Universes and their places: settings that can be changed, published versions, messages to live servers, and scripts run in the cloud.
 *
 * <p>Start at {@link dev.gantry.emulator.universe.Universes}.
 */
@NullMarked
package dev.gantry.emulator.universe;

import org.jspecify.annotations.NullMarked;
