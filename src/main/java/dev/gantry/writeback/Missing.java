package dev.gantry.writeback;

/** What to do about a row whose entry is not there. */
public enum Missing {
    /** The row is rejected. */
    FAIL,
    SKIP,
    CREATE
}
