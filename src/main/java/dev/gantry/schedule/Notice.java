package dev.gantry.schedule;

import java.time.Instant;

import dev.gantry.job.Notify;
import org.jspecify.annotations.Nullable;

/**
 * Something that a webhook is to be told.
 *
 * @param id by which whoever is told twice knows it
 * @param webhook its name
 */
record Notice(
        long id,
        String job,
        Notify.Event event,
        String webhook,
        @Nullable Long run,
        @Nullable Instant fireTime,
        String text,
        Instant created,
        int failures) {}
