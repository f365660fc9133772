package dev.gantry.sink;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import dev.gantry.database.Databases;

/**
 * What publishing needs to know of its run.
 *
 * @param databases that rows may be written into
 * @param written told of rows that have been written since it was last told
 * @param stopping once true, what can go on later from a checkpoint stops there
 */
public record Publishing(
        Provenance provenance, Databases databases, LongConsumer written, BooleanSupplier stopping) {

    /** For files alone. */
    public Publishing(Provenance provenance, LongConsumer written, BooleanSupplier stopping) {
        this(provenance, Databases.NONE, written, stopping);
    }
}
