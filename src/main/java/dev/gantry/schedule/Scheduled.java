package dev.gantry.schedule;

import java.time.Instant;
import java.util.Optional;

import dev.gantry.job.On;
import dev.gantry.job.Schedule;

/**
 * A job of the folder and how its schedule stands, for who looks at it.
 *
 * @param file of the job, in its last good version
 * @param schedule empty: it runs when somebody asks for it
 * @param on what starts it beside that
 * @param next when it is due next, at the earliest
 * @param last the newest firing
 */
public record Scheduled(
        String job,
        String file,
        Optional<Schedule> schedule,
        Optional<On> on,
        boolean isPaused,
        Optional<Instant> next,
        Optional<Firing> last) {}
