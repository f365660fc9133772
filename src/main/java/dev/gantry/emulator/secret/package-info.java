/** The secrets of a universe's servers, which can be written but never read back. */
@NullMarked
package dev.gantry.emulator.secret;

import org.jspecify.annotations.NullMarked;
