package dev.gantry.run.shown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.gantry.run.RunResult;
import dev.gantry.source.walk.Item;

/** Parts of a run's result in words. */
public final class ResultText {

    private ResultText() {}

    /** What its changes came to; empty where it makes none. */
    public static String changes(RunResult result) {
        var tally = result.changes();
        if (tally == null) {
            return "";
        }
        List<String> words = new ArrayList<>();
        words.add(number(tally.changed()) + " changed");
        add(words, tally.unchanged(), "unchanged");
        add(words, tally.skipped(), "skipped");
        add(words, tally.failed(), "refused");
        add(words, tally.locked(), "locked");
        add(words, tally.conflicts(), "left as conflicts");
        return String.join(", ", words);
    }

    private static void add(List<String> words, long count, String what) {
        if (count > 0) {
            words.add(number(count) + " " + what);
        }
    }

    /** How many places gave no row, by what became of them. */
    public static Map<String, Long> skipped(RunResult result) {
        Map<String, Long> skipped = new LinkedHashMap<>();
        result.skipped().forEach((outcome, count) -> skipped.merge(word(outcome), count, Long::sum));
        return skipped;
    }

    private static String word(Item.Outcome outcome) {
        return switch (outcome) {
            case VANISHED -> "Deleted before they could be read";
            case DENIED -> "Denied and skipped";
            case MISSING -> "Missing and skipped";
            case ABSENT -> "Not there at that moment";
            case OVERWRITTEN -> "Overwritten since that moment";
            case UNREADABLE -> "Could not be read";
            case ROW, NOTHING -> "Other places";
        };
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
