/**
 * One operation of the catalogue with what a job gives for its parameters, filled in from rows; for sources that read with it and
 * sinks that write with it.
 */
@NullMarked
package dev.gantry.call;

import org.jspecify.annotations.NullMarked;
