package dev.gantry.writeback;

import dev.gantry.sink.RowSink;

/** A sink that changes Open Cloud while the run reads; there is nothing to publish then but what it came to. */
public interface MakesChanges extends RowSink {

    /** What the journals say by now. */
    Tally tally();

    /** Whether the changes that are made first are made, and the others wait for a word. */
    boolean isHeld();

    /** Reads again what was changed, as far as that can be read. */
    ReadBack readBack() throws InterruptedException;
}
