package dev.gantry.dashboard.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import dev.gantry.job.On;
import dev.gantry.job.Schedule;
import dev.gantry.schedule.Scheduled;
import org.jspecify.annotations.Nullable;

/**
 * A job of the folder.
 *
 * @param production what it may change that is marked as production, to be named in {@code confirm}
 * @param next when it is due next, at the earliest
 * @param last its newest firing
 */
record JobAnswer(
        String name,
        String description,
        String file,
        boolean paused,
        @Nullable When schedule,
        @Nullable Started on,
        List<String> production,
        @Nullable Instant next,
        @Nullable FiringAnswer last) {

    /** All of them. */
    record Listed(List<JobAnswer> jobs) {}

    /** A schedule; lengths of time are in seconds. */
    record When(
            @Nullable String cron,
            String zone,
            List<String> after,
            String missed,
            double grace,
            String overlap,
            double jitter,
            @Nullable Double timeLimit,
            Retry retry) {

        static When of(Schedule schedule) {
            return new When(
                    schedule.cron().orElse(null),
                    schedule.zone().toString(),
                    schedule.after(),
                    word(schedule.missed()),
                    seconds(schedule.grace()),
                    word(schedule.overlap()),
                    seconds(schedule.jitter()),
                    schedule.timeLimit().map(JobAnswer::seconds).orElse(null),
                    new Retry(schedule.retry().times(), seconds(schedule.retry().delay())));
        }
    }

    /** What is done about failed runs. */
    record Retry(int times, double delay) {}

    /** What starts it beside its schedule. */
    record Started(List<String> webhook, List<String> params) {

        static Started of(On on) {
            return new Started(on.webhook(), on.params());
        }
    }

    static JobAnswer of(Scheduled job, String description, List<String> production) {
        return new JobAnswer(
                job.job(),
                description,
                job.file(),
                job.isPaused(),
                job.schedule().map(When::of).orElse(null),
                job.on().map(Started::of).orElse(null),
                production,
                job.next().orElse(null),
                job.last().map(FiringAnswer::of).orElse(null));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
