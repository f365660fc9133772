package dev.gantry.sink;

/** A stager that may have something left to do when all rows have come, or do nothing more until somebody says so. */
public interface FinishesLater {

    /** All rows have come: whether an empty chunk is to be written, and this asked again after it. */
    boolean hasMore();

    /** Whether nothing more is done until the run is told to go on. */
    boolean isHeld();
}
