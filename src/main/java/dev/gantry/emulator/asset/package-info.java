/** Assets with their versions, uploaded in operations that take a while. */
@NullMarked
package dev.gantry.emulator.asset;

import org.jspecify.annotations.NullMarked;
