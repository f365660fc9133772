package dev.gantry.schedule;

import org.jspecify.annotations.Nullable;

/** What became of one try of a firing. */
sealed interface Outcome {

    /** @param note what people should know all the same: rows that were rejected, say */
    record Done(@Nullable String note) implements Outcome {}

    /** @param isWorthRetrying whether another try may end better although nobody does anything */
    record Failed(String reason, boolean isWorthRetrying) implements Outcome {}

    /** At a checkpoint, as somebody wished, or because somebody has to look first. */
    record Stopped(String reason) implements Outcome {}

    /** This process was out of reach for a while, so it stopped; whoever comes first goes on. */
    record CutOff(String reason) implements Outcome {}

    /** Another process has a run of the job. */
    record Busy(String reason) implements Outcome {}
}
