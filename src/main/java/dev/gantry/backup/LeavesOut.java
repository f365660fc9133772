package dev.gantry.backup;

import dev.gantry.erase.Owners;
import dev.gantry.source.RowSource;

/** A source that does not bring back those who were erased. */
public interface LeavesOut extends RowSource {
    /** The same, but leaving out what belongs to these users. */
    RowSource without(Owners erased);
}
