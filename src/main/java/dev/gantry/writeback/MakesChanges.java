package dev.gantry.writeback;

import dev.gantry.sink.RowSink;

/** A sink that changes Open Cloud while the run reads; there is nothing to publish then but what it came to. */
public interface MakesChanges extends RowSink {

    /** What the journals say by now. */
    Tally tally();
}
