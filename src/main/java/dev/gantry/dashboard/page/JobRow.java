package dev.gantry.dashboard.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Schedule;
import dev.gantry.schedule.CronText;
import dev.gantry.schedule.Firing;
import dev.gantry.schedule.ScheduleText;
import dev.gantry.schedule.Scheduled;
import org.jspecify.annotations.Nullable;

/**
 * A job in a list.
 *
 * @param when its schedule in words
 * @param exactly the same as its file writes it
 * @param run the number of its last run, if there was one
 */
record JobRow(
        String job,
        String file,
        String when,
        String exactly,
        boolean isScheduled,
        boolean isPaused,
        @Nullable When next,
        @Nullable When last,
        @Nullable Badge badge,
        @Nullable Long run,
        @Nullable String reason) {

    static JobRow of(Scheduled job, Instant now) {
        ZoneId zone = job.schedule().map(Schedule::zone).orElse(ZoneId.systemDefault());
        Firing last = job.last().orElse(null);
        return new JobRow(
                job.job(),
                job.file(),
                job.schedule().map(JobRow::words).orElse("when somebody asks for it"),
                job.schedule().map(ScheduleText::words).orElse(""),
                job.schedule().isPresent(),
                job.isPaused(),
                job.next().map(next -> When.of(next, zone, now)).orElse(null),
                last == null ? null : When.of(moment(last), zone, now),
                last == null ? null : Badge.of(last.state()),
                last == null ? null : last.run(),
                last == null ? null : last.reason());
    }

    private static String words(Schedule schedule) {
        List<String> words = new ArrayList<>();
        schedule.cron().ifPresent(cron -> words.add(CronText.of(cron).orElse(cron) + ", " + schedule.zone()));
        if (!schedule.after().isEmpty()) {
            words.add("after " + String.join(" and ", schedule.after()));
        }
        return String.join("; ", words);
    }

    private static Instant moment(Firing firing) {
        return firing.began() != null ? firing.began() : firing.fireTime();
    }
}
