package dev.gantry.job;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

import org.quartz.CronExpression;
import tools.jackson.databind.node.ObjectNode;

/**
 * When a job runs by itself: at times of day, after other jobs, or both.
 *
 * @param cron a Quartz cron expression, found right by Quartz
 * @param zone of the cron expression, and of the date and time of a run
 * @param missed what happens to fire times that passed while nothing was running
 * @param grace a fire time this late still counts as kept
 * @param overlap what happens to fire times that come while a run of the job is not over
 * @param after names of jobs; it runs each time that all of them have succeeded anew
 * @param jitter a run starts by up to so much later than its fire time
 * @param timeLimit after which a run is stopped at its next checkpoint and counts as failed
 */
public record Schedule(
        Optional<String> cron,
        ZoneId zone,
        Missed missed,
        Duration grace,
        Overlap overlap,
        List<String> after,
        Duration jitter,
        Optional<Duration> timeLimit,
        Retry retry) {
    public enum Missed {
        ONCE,
        SKIP,
        ALL
    }

    public enum Overlap {
        SKIP,
        QUEUE
    }

    /**
     * How often a failed run is gone on with from its checkpoint.
     *
     * @param delay before each time
     */
    public record Retry(int times, Duration delay) {
        static final Retry NONE = new Retry(0, Duration.ofMinutes(1));

        static final Shape<Retry> SHAPE = Shape.object(fields -> {
            var times = fields.required(
                    "times", Shape.integer(0, 100), "How often a failed run is gone on with from its checkpoint");
            var delay = fields.withDefault(
                    "delay", Shape.duration(), NONE.delay, "1m", "How long after each failure, for example 5m");
            return given -> new Retry(given.get(times), given.get(delay));
        });
    }

    private static final int YEAR = 6;
    private static final Pattern MARK = Pattern.compile("(^|[,-])9[89]($|[,/-])");
    private static final Duration GRACE = Duration.ofMinutes(1);

    public Schedule {
        after = List.copyOf(after);
        if (cron.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("says nothing of when the job runs: write cron:, after:, or both");
        }
    }

    private static final Shape<Schedule> FIELDS = Shape.object(fields -> {
        var cron = fields.optional(
                "cron",
                Shape.parsed("a Quartz cron expression", "", Schedule::checked),
                "Quartz cron: second minute hour day-of-month month day-of-week [year]");
        var zone = fields.withDefault(
                "zone",
                Shape.parsed("a time zone", "A time zone's name, for example America/New_York", Schedule::zone),
                ZoneId.of("UTC"),
                "UTC",
                "The time zone of the cron expression and of ${date} and ${time}");
        var missed = fields.withDefault(
                "missed",
                Shape.oneOf(Missed.class),
                Missed.ONCE,
                "What to do about fire times that were missed: run once, skip them, or run for all of them");
        var grace = fields.withDefault(
                "grace", Shape.duration(), GRACE, "1m", "A fire time this late still counts as kept");
        var overlap = fields.withDefault(
                "overlap",
                Shape.oneOf(Overlap.class),
                Overlap.SKIP,
                "What to do about fire times that come while a run of the job is not over: skip them, or queue a run each");
        var after = fields.withDefault(
                "after",
                Shape.listOrOne(Shape.text("[a-z0-9]+(-[a-z0-9]+)*", Job.MAX_NAME, "the name of a job")),
                List.of(),
                "Jobs; it runs each time that all of them have succeeded anew");
        var jitter = fields.withDefault(
                "jitter",
                Shape.duration(),
                Duration.ZERO,
                "0s",
                "A run starts by up to so much later than its fire time, so that many do not start at once");
        var timeLimit = fields.optional(
                "time-limit",
                Shape.duration(),
                "After this a run is stopped at its next checkpoint and counts as failed");
        var retry = fields.withDefault("retry", Retry.SHAPE, Retry.NONE, "no retries", "What to do about failed runs");
        return given -> new Schedule(
                given.get(cron),
                given.get(zone),
                given.get(missed),
                given.get(grace),
                given.get(overlap),
                given.get(after),
                given.get(jitter),
                given.get(timeLimit),
                given.get(retry));
    });

    static final Shape<Schedule> SHAPE = FIELDS.describedAs(Schedule::schema);

    private static ObjectNode schema() {
        ObjectNode schema = FIELDS.schema();
        var either = schema.putArray("anyOf");
        either.addObject().putArray("required").add("cron");
        either.addObject().putArray("required").add("after");
        return schema;
    }

    private static String checked(String cron) {
        int fields = new StringTokenizer(cron).countTokens();
        if (fields < 6 || fields > 7) {
            throw new IllegalArgumentException("it has " + fields
                    + " fields, but needs 6 or 7: second minute hour day-of-month month day-of-week [year],"
                    + " for example 0 0 3 * * ? for every day at 03:00");
        }
        refuseMarks(cron);
        try {
            return new CronExpression(cron.strip()).getCronExpression();
        } catch (ParseException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** Quartz 2.5 keeps {@code *} and {@code ?} as the numbers 99 and 98, and takes these for those: every minute, say. */
    private static void refuseMarks(String cron) {
        List<String> fields = List.of(cron.strip().split("\\s+"));
        for (String field : fields.subList(0, YEAR)) {
            if (MARK.matcher(field).find()) {
                throw new IllegalArgumentException("\"" + field + "\" is beyond what any of its fields may be");
            }
        }
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
