package dev.gantry.run;

import org.springframework.batch.core.BatchStatus;

/** How a run stands. */
public enum RunStatus {
    RUNNING,
    /** Its process ended without a word; its checkpoint is kept. */
    DIED,
    STOPPED,
    FAILED,
    /** It had not ended and never will: what it kept is gone. */
    GIVEN_UP,
    DONE;

    static RunStatus of(BatchStatus status, boolean alive) {
        return switch (status) {
            case COMPLETED -> DONE;
            case STARTING, STARTED, STOPPING -> alive ? RUNNING : DIED;
            case STOPPED -> STOPPED;
            case FAILED -> FAILED;
            case ABANDONED -> GIVEN_UP;
            case UNKNOWN -> alive ? RUNNING : DIED;
        };
    }

    /** How a try has ended in this process, which did not die of it, even if the repository cannot tell. */
    static RunStatus ofEnded(BatchStatus status) {
        RunStatus ended = of(status, false);
        return ended == DIED ? FAILED : ended;
    }

    /** Whether {@code resume} goes on with it. */
    public boolean isResumable() {
        return this == DIED || this == STOPPED || this == FAILED;
    }

    /** As people read it. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
