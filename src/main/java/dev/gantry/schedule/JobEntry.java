package dev.gantry.schedule;

import java.time.Instant;

/**
 * A job of the folder, as it was when its file was right last.
 *
 * @param text of the file
 * @param handled the moment up to which was decided of its fire times
 */
record JobEntry(String job, String file, String text, String timing, Instant handled, boolean isPaused) {}
