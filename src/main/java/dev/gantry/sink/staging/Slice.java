package dev.gantry.sink.staging;

import java.nio.file.Path;

/**
 * Rows of a log that follow each other.
 *
 * @param from where the frame of the first one begins
 * @param to where the log ends
 * @param skipped rows of that frame that come before the first one
 * @param first how many rows of the run come before, in this log and those before it
 */
public record Slice(Path log, long from, long to, long skipped, long rows, long first) {}
