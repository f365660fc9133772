package dev.gantry.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.job.Notify;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is to be told of a job, for each webhook that is to hear of it.
 *
 * @param usual of jobs that say nothing of it
 */
record Tell(Notices notices, JobBook book, JobSchedules schedules, Optional<Notify> usual, Clock clock) {

    /** How a firing ended. */
    void ended(Firing firing, Firing.State state, @Nullable String reason) {
        String what = firing.job() + ", for " + firing.fireTime() + ": ";
        String why = reason == null ? "" : ": " + reason;
        switch (state) {
            case DONE -> {
                tell(firing, Notify.Event.SUCCESS, what + "done" + why);
                if (reason != null) {
                    tell(firing, Notify.Event.REJECTS, what + "done, but " + reason);
                }
            }
            case FAILED -> tell(firing, Notify.Event.FAILURE, what + "failed" + why);
            case STOPPED -> tell(firing, Notify.Event.FAILURE, what + "stopped" + why);
            case SKIPPED -> tell(firing, Notify.Event.MISSED, what + "did not run" + why);
            case WAITING, RUNNING -> throw new IllegalArgumentException("firing " + firing.id() + " is not over");
        }
    }

    private void tell(Firing firing, Notify.Event event, String text) {
        book.find(firing.job()).flatMap(this::of).ifPresent(notify -> {
            if (notify.on().contains(event)) {
                notify.to()
                        .forEach(webhook -> notices.add(
                                firing.job(), event, webhook, firing.run(), firing.fireTime(), text, clock.instant()));
            }
        });
    }

    /**
     * Tells of a job whose last success is too long ago, once each time that it comes to this.
     *
     * @param last the last success; when nothing is known of one, since when one was to be expected
     */
    void ifStale(JobEntry job, Instant last) {
        Instant now = clock.instant();
        Optional<Notify> notify = of(job).filter(each -> each.on().contains(Notify.Event.STALE));
        Optional<Duration> limit = notify.flatMap(Notify::staleAfter)
                .filter(most -> last.plus(most).isBefore(now))
                .filter(most -> !notices.isToldSince(job.job(), Notify.Event.STALE, last));
        if (limit.isPresent()) {
            String text = job.job() + ": the last success is of " + last + ", " + text(Duration.between(last, now))
                    + " ago; stale-after: " + text(limit.get());
            notify.get()
                    .to()
                    .forEach(webhook -> notices.add(job.job(), Notify.Event.STALE, webhook, null, null, text, now));
        }
    }

    /** As a job file writes it, without fractions of a second. */
    static String text(Duration duration) {
        return duration.truncatedTo(ChronoUnit.SECONDS).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    Optional<Notify> of(JobEntry job) {
        return schedules.notify(job).or(() -> usual);
    }
}
