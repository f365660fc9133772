package dev.gantry.dashboard.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A moment as people read it.
 *
 * @param iso for programs
 * @param text with its zone
 * @param away how far from now
 */
record When(String iso, String text, String away) {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

    static When of(Instant moment, ZoneId zone, Instant now) {
        Duration between = Duration.between(now, moment);
        String away = between.abs().toSeconds() < 1
                ? "now"
                : between.isNegative() ? Text.roughly(between) + " ago" : "in " + Text.roughly(between);
        return new When(moment.toString(), FORMAT.format(moment.atZone(zone)), away);
    }

    /** In the zone of this machine. */
    static When here(Instant moment, Instant now) {
        return of(moment, ZoneId.systemDefault(), now);
    }
}
