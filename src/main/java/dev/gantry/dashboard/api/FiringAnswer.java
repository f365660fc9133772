package dev.gantry.dashboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.gantry.schedule.Firing;
import org.jspecify.annotations.Nullable;

/** A time that a job was due, and what became of it. */
record FiringAnswer(
        long id,
        String job,
        String cause,
        @Nullable String origin,
        Instant fireTime,
        Instant due,
        String state,
        @Nullable Long run,
        int failures,
        @Nullable Instant began,
        @Nullable Instant ended,
        @Nullable String reason) {

    /** Those of a job, the newest first. */
    record Listed(List<FiringAnswer> firings) {}

    static FiringAnswer of(Firing firing) {
        return new FiringAnswer(
                firing.id(),
                firing.job(),
                firing.cause().name().toLowerCase(Locale.ROOT),
                firing.origin(),
                firing.fireTime(),
                firing.due(),
                firing.state().label(),
                firing.run(),
                firing.failures(),
                firing.began(),
                firing.ended(),
                firing.reason());
    }
}
