/** Where a data set is published: as a whole, so that nobody ever sees half of one. */
@NullMarked
package dev.gantry.sink.target;

import org.jspecify.annotations.NullMarked;
