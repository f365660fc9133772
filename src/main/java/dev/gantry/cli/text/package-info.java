/** How the command line writes: amounts as people read them, and long texts within the width of a screen. */
@NullMarked
package dev.gantry.cli.text;

import org.jspecify.annotations.NullMarked;
