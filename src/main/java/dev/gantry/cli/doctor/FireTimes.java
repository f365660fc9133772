package dev.gantry.cli.doctor;

import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;

import dev.gantry.job.Schedule;
import org.quartz.CronExpression;

/** When a schedule starts its job. */
final class FireTimes {

    private final CronExpression cron;

    private FireTimes(CronExpression cron) {
        this.cron = cron;
    }

    /** @throws IllegalArgumentException saying what is wrong with its cron expression */
    static FireTimes of(Schedule schedule) {
        try {
            CronExpression cron = new CronExpression(schedule.cron());
            cron.setTimeZone(TimeZone.getTimeZone(schedule.zone()));
            return new FireTimes(cron);
        } catch (ParseException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** The first one after a moment, if there is one. */
    Optional<Instant> after(Instant moment) {
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(moment)))
                .map(Date::toInstant);
    }
}
