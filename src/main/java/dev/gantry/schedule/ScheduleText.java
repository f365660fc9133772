package dev.gantry.schedule;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.gantry.job.On;
import dev.gantry.job.Schedule;
import org.jspecify.annotations.Nullable;

/** A schedule in words. */
public final class ScheduleText {

    private static final int FIRE_TIMES = 5;
    private static final Duration AHEAD = Duration.ofDays(370);
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss xxx", Locale.ROOT);

    private ScheduleText() {}

    /** Says it, its next fire times, and what becomes of it when clocks are changed. */
    public static void print(Schedule schedule, Instant now, PrintWriter out) {
        out.println("  schedule  " + words(schedule));
        FireTimes.of(schedule).ifPresent(times -> {
            List<Instant> next = times.next(now, FIRE_TIMES);
            out.println("  next      "
                    + (next.isEmpty()
                            ? "never: the expression has no fire time after now"
                            : next.stream()
                                    .map(moment -> when(moment, schedule.zone()))
                                    .collect(Collectors.joining(", "))));
            changes(times, schedule.zone(), now).forEach(change -> out.println("  clocks    " + change));
        });
    }

    /** When it runs and what it does about what goes otherwise, in a line. */
    public static String words(Schedule schedule) {
        List<String> words = new ArrayList<>();
        schedule.cron()
                .ifPresent(cron -> words.add(cron + " in " + schedule.zone() + "; missed: "
                        + schedule.missed().name().toLowerCase(Locale.ROOT)));
        if (!schedule.after().isEmpty()) {
            words.add("after " + String.join(" and ", schedule.after()));
        }
        words.add("overlap: " + schedule.overlap().name().toLowerCase(Locale.ROOT));
        if (schedule.retry().times() > 0) {
            words.add("retry: " + schedule.retry().times() + " times");
        }
        return String.join("; ", words);
    }

    /** What starts it beside its schedule, in a line. */
    public static String words(On on) {
        return "on " + String.join(" or ", on.webhook()) + " of Roblox's webhook"
                + (on.params().isEmpty() ? "" : ", with " + String.join(", ", on.params()));
    }

    /** A moment with its zone. */
    public static String when(Instant moment, ZoneId zone) {
        return WHEN.format(moment.atZone(zone));
    }

    /** What becomes of the schedule on each day of the year ahead on which clocks are changed. */
    private static List<String> changes(FireTimes times, ZoneId zone, Instant now) {
        List<String> changes = new ArrayList<>();
        @Nullable ZoneOffsetTransition change = zone.getRules().nextTransition(now);
        while (change != null && change.getInstant().isBefore(now.plus(AHEAD))) {
            changes.add(change(change, times, zone));
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return changes;
    }

    private static String change(ZoneOffsetTransition change, FireTimes times, ZoneId zone) {
        LocalDate day = change.getDateTimeBefore().toLocalDate();
        Instant before = day.atStartOfDay(zone).toInstant().minusMillis(1);
        Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
        List<Instant> that =
                times.next(before, FIRE_TIMES + 1).stream().filter(end::isAfter).toList();
        return day + " at " + change.getDateTimeBefore().toLocalTime() + " they go "
                + (change.isGap() ? "forward" : "back") + " to "
                + change.getDateTimeAfter().toLocalTime() + "; that day it runs " + at(that, zone);
    }

    private static String at(List<Instant> times, ZoneId zone) {
        if (times.isEmpty()) {
            return "at no time";
        }
        return times.size() > FIRE_TIMES
                ? "often"
                : "at "
                        + times.stream()
                                .map(moment -> TIME.format(moment.atZone(zone)))
                                .collect(Collectors.joining(", "));
    }
}
