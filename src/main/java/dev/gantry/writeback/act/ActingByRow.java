package dev.gantry.writeback.act;

import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;

/** A sink whose rows say what they want without anything else having to be asked for. */
public interface ActingByRow extends Acting, Wishes {

    @Override
    default Wishes wishes(OpenCloud cloud) {
        return this;
    }

    @Override
    default void check(Row row) {
        target(row);
    }
}
