package dev.gantry.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a cron expression says, in words, where it is one of the usual ones. */
public final class CronText {

    private static final String ANY = "*";
    private static final int YEAR = 6;
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,2}(,\\d{1,2})*");
    private static final Pattern STEP = Pattern.compile("(?:\\*|0)/(\\d{1,2})");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Map<String, String> NAMES = Map.of(
            "SUN",
            "Sunday",
            "MON",
            "Monday",
            "TUE",
            "Tuesday",
            "WED",
            "Wednesday",
            "THU",
            "Thursday",
            "FRI",
            "Friday",
            "SAT",
            "Saturday");

    private CronText() {}

    /** Empty: it says something else, for which it stands itself. */
    public static Optional<String> of(String cron) {
        List<String> fields = List.of(cron.strip().toUpperCase(Locale.ROOT).split("\\s+"));
        if (fields.size() > YEAR && !fields.get(YEAR).equals(ANY)) {
            return Optional.empty();
        }
        Optional<String> days = days(fields.get(3), fields.get(4), fields.get(5));
        Optional<String> times = times(fields.get(0), fields.get(1), fields.get(2));
        return times.flatMap(time -> days.map(day -> day.isEmpty()
                ? time.startsWith("at ") ? "every day " + time : time
                : time.startsWith("at ") ? day + " " + time : time + ", " + day));
    }

    private static Optional<String> times(String second, String minute, String hour) {
        if (hour.equals(ANY)) {
            return withinHour(second, minute);
        }
        if (!isNumber(second) || !isNumber(minute) || !NUMBERS.matcher(hour).matches()) {
            return Optional.empty();
        }
        String seconds = Integer.parseInt(second) == 0 ? "" : ":" + two(second);
        return Optional.of("at "
                + Stream.of(hour.split(",", -1))
                        .map(each -> two(each) + ":" + two(minute) + seconds)
                        .collect(Collectors.joining(" and ")));
    }

    private static Optional<String> withinHour(String second, String minute) {
        if (minute.equals(ANY)) {
            return second.equals(ANY)
                    ? Optional.of("every second")
                    : step(second, "second")
                            .or(() -> isNumber(second) ? Optional.of("every minute") : Optional.empty());
        }
        if (!isNumber(second)) {
            return Optional.empty();
        }
        return isNumber(minute) ? Optional.of("every hour at " + two(minute) + " past") : step(minute, "minute");
    }

    private static Optional<String> step(String field, String unit) {
        Matcher step = STEP.matcher(field);
        return step.matches() && 60 % Math.max(1, Integer.parseInt(step.group(1))) == 0
                ? Optional.of("every " + Integer.parseInt(step.group(1)) + " " + unit + "s")
                : Optional.empty();
    }

    /** Empty text: every day. */
    private static Optional<String> days(String ofMonth, String month, String ofWeek) {
        if (!month.equals(ANY)) {
            return Optional.empty();
        }
        boolean isAnyOfMonth = ofMonth.equals(ANY) || ofMonth.equals("?");
        boolean isAnyOfWeek = ofWeek.equals(ANY) || ofWeek.equals("?");
        if (isAnyOfMonth && isAnyOfWeek) {
            return Optional.of("");
        }
        if (isAnyOfMonth) {
            return ofWeek(ofWeek);
        }
        if (!isAnyOfWeek) {
            return Optional.empty();
        }
        if (ofMonth.equals("L")) {
            return Optional.of("on the last day of every month");
        }
        return NUMBERS.matcher(ofMonth).matches()
                ? Optional.of("on day " + ofMonth.replace(",", " and ") + " of every month")
                : Optional.empty();
    }

    private static Optional<String> ofWeek(String field) {
        List<String> range = List.of(field.split("-", -1));
        if (range.size() == 2) {
            return name(range.get(0)).flatMap(from -> name(range.get(1)).map(to -> from + " to " + to));
        }
        List<String> names = new ArrayList<>();
        for (String each : List.of(field.split(",", -1))) {
            Optional<String> name = name(each);
            if (name.isEmpty()) {
                return Optional.empty();
            }
            names.add(name.get());
        }
        return Optional.of("every " + String.join(" and ", names));
    }

    private static Optional<String> name(String day) {
        String key = day.matches("[1-7]") ? DAYS.get(Integer.parseInt(day) - 1) : day;
        return Optional.ofNullable(NAMES.get(key));
    }

    private static boolean isNumber(String field) {
        return field.matches("\\d{1,2}");
    }

    private static String two(String number) {
        return String.format(Locale.ROOT, "%02d", Integer.parseInt(number));
    }
}
