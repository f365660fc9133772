package dev.gantry.dashboard.page;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {

    private static final int KILO = 1000;

    private Text() {}

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String count(long value, String one) {
        return count(value, one, one + "s");
    }

    static String count(long value, String one, String many) {
        return number(value) + " " + (value == 1 ? one : many);
    }

    /** In decimal units: 1 kB is 1000 bytes. */
    static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= KILO - 0.05 && unit < 3) {
            value /= KILO;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %cB", value, "kMGT".charAt(unit));
    }

    static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
    }

    /** In its largest unit alone, for what is only roughly of interest. */
    static String roughly(Duration duration) {
        long seconds = duration.abs().toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
    }

    static int percent(double part) {
        return (int) Math.round(100 * part);
    }
}
