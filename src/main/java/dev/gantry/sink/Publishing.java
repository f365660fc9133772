package dev.gantry.sink;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What publishing needs to know of its run.
 *
 * @param written told of rows that have been written since it was last told
 * @param stopping once true, what can go on later from a checkpoint stops there
 * @param outside what the target may be reached through
 */
public record Publishing(Provenance provenance, LongConsumer written, BooleanSupplier stopping, Outside outside) {}
