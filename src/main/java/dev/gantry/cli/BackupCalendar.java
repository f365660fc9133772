package dev.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

import dev.gantry.backup.repository.Manifest;
import org.jspecify.annotations.Nullable;

/** Which days (UTC) have a backup: a line a month, a sign a day. */
final class BackupCalendar {

    private static final int MOST_MONTHS = 12;
    private static final char COMPLETE = '#';
    private static final char INCOMPLETE = 'o';
    private static final char NONE = '.';

    private final TreeMap<LocalDate, Boolean> days = new TreeMap<>();

    BackupCalendar(List<Manifest> backups) {
        backups.forEach(made -> days.merge(
                Instant.parse(made.asOf()).atOffset(ZoneOffset.UTC).toLocalDate(),
                made.isComplete(),
                (a, b) -> a || b));
    }

    void print(PrintWriter out) {
        if (days.isEmpty()) {
            return;
        }
        LocalDate first = days.firstKey();
        LocalDate last = days.lastKey();
        YearMonth earliest = YearMonth.from(last).minusMonths(MOST_MONTHS - 1);
        YearMonth begin = YearMonth.from(first).isBefore(earliest) ? earliest : YearMonth.from(first);
        for (YearMonth month = begin; !month.isAfter(YearMonth.from(last)); month = month.plusMonths(1)) {
            out.println(month + "  " + signs(month));
        }
        out.printf(
                Locale.ROOT,
                "From %s to %s: %,d of %,d days (UTC) have a backup.%s%n",
                first,
                last,
                days.size(),
                first.until(last, ChronoUnit.DAYS) + 1,
                days.containsValue(false)
                        ? " " + INCOMPLETE + " marks days of which there are incomplete ones alone."
                        : "");
    }

    private String signs(YearMonth month) {
        StringBuilder signs = new StringBuilder();
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            @Nullable Boolean isComplete = days.get(month.atDay(day));
            signs.append(isComplete == null ? NONE : isComplete ? COMPLETE : INCOMPLETE);
        }
        return signs.toString();
    }
}
