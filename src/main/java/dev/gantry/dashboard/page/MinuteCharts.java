package dev.gantry.dashboard.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

import dev.gantry.schedule.Minutes;

/** Rows and requests of the last hour, by the minute, and of the last days, by the hour. */
record MinuteCharts(Minutes minutes, Clock clock) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("EEE HH:00", Locale.ENGLISH);
    private static final int BARS = 60;
    private static final int HOURS = 48;

    /** @param job empty: all jobs together. Nothing where nothing was done. */
    List<Chart> of(Optional<String> job) {
        Instant now = clock.instant();
        List<Chart> charts = new ArrayList<>();
        Instant hourAgo = now.truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofMinutes(BARS - 1));
        List<Minutes.Minute> hour = minutes.since(hourAgo, job);
        if (!hour.isEmpty()) {
            charts.add(perMinute("rows", "Rows a minute, last hour", hour, hourAgo, Minutes.Minute::rows));
            charts.add(perMinute("requests", "Requests a minute, last hour", hour, hourAgo, Minutes.Minute::requests));
        }
        Instant daysAgo = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1));
        List<Minutes.Minute> days = minutes.since(daysAgo, job);
        if (!days.isEmpty()) {
            charts.add(perHour("requests-hour", "Requests an hour, last two days", days, daysAgo));
        }
        return charts;
    }

    private static Chart perMinute(
            String id, String title, List<Minutes.Minute> known, Instant from, ToLongFunction<Minutes.Minute> what) {
        List<Chart.Value> values = new ArrayList<>();
        for (int i = 0; i < BARS; i++) {
            values.add(sum(known, from.plus(Duration.ofMinutes(i)), Duration.ofMinutes(1), MINUTE, what));
        }
        return Chart.of(id, title, "Minute", values);
    }

    private static Chart perHour(String id, String title, List<Minutes.Minute> known, Instant from) {
        List<Chart.Value> values = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            values.add(sum(known, from.plus(Duration.ofHours(i)), Duration.ofHours(1), HOUR, Minutes.Minute::requests));
        }
        return Chart.of(id, title, "Hour", values);
    }

    private static Chart.Value sum(
            List<Minutes.Minute> known,
            Instant from,
            Duration length,
            DateTimeFormatter format,
            ToLongFunction<Minutes.Minute> what) {
        Instant to = from.plus(length);
        List<Minutes.Minute> within = known.stream()
                .filter(minute -> !minute.at().isBefore(from) && minute.at().isBefore(to))
                .toList();
        long sum = within.stream().mapToLong(what).sum();
        boolean isThrottled = within.stream().anyMatch(minute -> minute.throttled() > 0);
        String name = format.format(from.atZone(ZoneId.systemDefault()));
        return new Chart.Value(
                name, sum, Text.number(sum) + (isThrottled ? ", with answers 429" : ""), isThrottled ? "warn" : "calm");
    }
}
