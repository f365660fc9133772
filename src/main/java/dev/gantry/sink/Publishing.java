package dev.gantry.sink;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * What publishing needs to know of its run.
 *
 * @param attempt names this attempt among all of the run that may write at the same time, because one of them is only thought dead
 * @param written told of rows that have been written since it was last told
 * @param stopping once true, what can go on later from a checkpoint stops there
 * @param last called before what was written becomes visible; throws if another process has taken the run over
 * @param outside what the target may be reached through
 */
public record Publishing(
        Provenance provenance,
        String attempt,
        LongConsumer written,
        BooleanSupplier stopping,
        Runnable last,
        Outside outside) {

    /** Of a run that only one process can have. */
    public Publishing(Provenance provenance, LongConsumer written, BooleanSupplier stopping, Outside outside) {
        this(provenance, provenance.run(), written, stopping, () -> {}, outside);
    }
}
