package dev.gantry.schedule;

import java.time.Instant;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One time that a job was due, from when that was decided until long after its end.
 *
 * @param origin of a chain the job before, of a backfill its range, of a webhook the notification
 * @param fireTime what {@code ${date}} and {@code ${time}} are of
 * @param due when it starts, or is tried again, at the earliest
 * @param run the number of its run, once there is one
 * @param failures how often it has failed so far
 * @param reason why it waits, or ended as it did
 */
public record Firing(
        long id,
        String job,
        Cause cause,
        @Nullable String origin,
        Instant fireTime,
        Instant due,
        State state,
        @Nullable Long run,
        int failures,
        @Nullable Instant began,
        @Nullable Instant ended,
        @Nullable String reason) {

    /** What made the job due. */
    public enum Cause {
        SCHEDULE,
        CHAIN,
        /** Somebody asked for it. */
        MANUAL,
        BACKFILL,
        /** Roblox told something. */
        WEBHOOK
    }

    /** How it stands. */
    public enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        /** At a checkpoint, because somebody stopped its run or has to look at what it did first. */
        STOPPED,
        /** Never started. */
        SKIPPED;

        /** Whether nothing will become of it any more by itself. */
        public boolean isOver() {
            return this != WAITING && this != RUNNING;
        }

        /** As people read it. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
