package dev.gantry.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many players are online at a moment: always as many, or by the time of day in UTC along straight lines between given
 * points, the last of which leads on to the first.
 *
 * @param byTime players by time of day; never empty
 */
public record ConcurrentUsers(NavigableMap<LocalTime, Integer> byTime) {
    private static final long DAY = Duration.ofDays(1).toSeconds();

    public ConcurrentUsers {
        byTime = new TreeMap<>(byTime);
        if (byTime.isEmpty()) {
            throw new IllegalArgumentException("A curve of concurrent users has one point at least");
        }
        byTime.forEach((time, users) -> {
            if (users < 0) {
                throw new IllegalArgumentException(
                        "The emulator's concurrent users is " + users + ", but must be 0 or more");
            }
        });
    }

    /** Always as many. */
    public static ConcurrentUsers always(int users) {
        return new ConcurrentUsers(new TreeMap<>(Map.of(LocalTime.MIDNIGHT, users)));
    }

    /**
     * Reads a number, or the file that holds a curve: lines of a time of day in UTC and a number, {@code 18:30,2500}. A first
     * line of words, empty lines and lines that begin with {@code #} are passed over.
     *
     * @throws IllegalArgumentException saying where and what is wrong
     */
    public static ConcurrentUsers parse(String text) {
        if (text.matches("-?\\d{1,9}")) {
            return always(Integer.parseInt(text));
        }
        NavigableMap<LocalTime, Integer> points = new TreeMap<>();
        int number = 0;
        for (String line : lines(Path.of(text))) {
            number++;
            boolean isHeading = number == 1 && !line.isEmpty() && Character.isLetter(line.charAt(0));
            if (!line.isBlank() && !line.startsWith("#") && !isHeading) {
                point(points, line, text + ", line " + number);
            }
        }
        if (points.isEmpty()) {
            throw new IllegalArgumentException(text + " holds no line such as 18:30,2500");
        }
        return new ConcurrentUsers(points);
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "'" + file + "' is neither a number nor a file that can be read; write 2000, or a file of lines"
                            + " such as 18:30,2500",
                    unreadable);
        }
    }

    private static void point(NavigableMap<LocalTime, Integer> points, String line, String where) {
        String[] fields = line.split(",", -1);
        try {
            int users = fields.length == 2 ? Integer.parseInt(fields[1].strip()) : -1;
            if (users >= 0) {
                points.put(LocalTime.parse(fields[0].strip()), users);
                return;
            }
        } catch (DateTimeParseException | NumberFormatException malformed) {
            throw new IllegalArgumentException(complaint(line, where), malformed);
        }
        throw new IllegalArgumentException(complaint(line, where));
    }

    private static String complaint(String line, String where) {
        return where + ": '" + line + "' is not a time of day and a number of players, such as 18:30,2500";
    }

    /** Players online at a moment. */
    public int at(Instant now) {
        if (byTime.size() == 1) {
            return byTime.firstEntry().getValue();
        }
        LocalTime time = now.atOffset(ZoneOffset.UTC).toLocalTime();
        Map.Entry<LocalTime, Integer> before = byTime.floorEntry(time);
        Map.Entry<LocalTime, Integer> from = before == null ? byTime.lastEntry() : before;
        Map.Entry<LocalTime, Integer> after = byTime.higherEntry(time);
        Map.Entry<LocalTime, Integer> to = after == null ? byTime.firstEntry() : after;
        long span = Math.floorMod(seconds(to) - seconds(from), DAY);
        long passed = Math.floorMod(time.toSecondOfDay() - seconds(from), DAY);
        return (int) Math.round(from.getValue() + (to.getValue() - from.getValue()) * ((double) passed / span));
    }

    private static long seconds(Map.Entry<LocalTime, Integer> point) {
        return point.getKey().toSecondOfDay();
    }
}
