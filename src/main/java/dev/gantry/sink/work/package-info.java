/** Several threads for one task, which ends with the first failure or with all done; none of them outlives it. */
@NullMarked
package dev.gantry.sink.work;

import org.jspecify.annotations.NullMarked;
