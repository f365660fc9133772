package dev.gantry.job;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.StringTokenizer;

/**
 * When a job runs by itself.
 *
 * @param cron a Quartz cron expression; only its number of fields is checked here, Quartz reads the rest
 * @param missed what happens to fire times that passed while nothing was running
 */
public record Schedule(String cron, ZoneId zone, Missed missed) {
    public enum Missed {
        ONCE,
        SKIP,
        ALL
    }

    public Schedule {
        cron = fieldsCounted(cron);
    }

    static final Shape<Schedule> SHAPE = Shape.object(fields -> {
        var cron = fields.required(
                "cron",
                Shape.parsed("a Quartz cron expression", "", Schedule::fieldsCounted),
                "Quartz cron: second minute hour day-of-month month day-of-week [year]");
        var zone = fields.withDefault(
                "zone",
                Shape.parsed("a time zone", "A time zone's name, for example America/New_York", Schedule::zone),
                ZoneOffset.UTC,
                "UTC",
                "The time zone of the cron expression and of ${date} and ${time}");
        var missed = fields.withDefault(
                "missed",
                Shape.oneOf(Missed.class),
                Missed.ONCE,
                "What to do about fire times that were missed: run once, skip them, or run for all of them");
        return given -> new Schedule(given.get(cron), given.get(zone), given.get(missed));
    });

    private static String fieldsCounted(String cron) {
        int fields = new StringTokenizer(cron).countTokens();
        if (fields < 6 || fields > 7) {
            throw new IllegalArgumentException("it has " + fields
                    + " fields, but needs 6 or 7: second minute hour day-of-month month day-of-week [year],"
                    + " for example 0 0 3 * * ? for every day at 03:00");
        }
        return cron.strip();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "no zone has this name" + Nearest.hint(name, ZoneId.getAvailableZoneIds()), e);
        }
    }
}
