/** Metrics of the universe, asked for in queries that take a while. */
@NullMarked
package dev.gantry.emulator.analytics;

import org.jspecify.annotations.NullMarked;
