/** The tree of instances that a place is made of, as far as scripts and folders go. */
@NullMarked
package dev.gantry.emulator.instance;

import org.jspecify.annotations.NullMarked;
