package dev.gantry.run.shown;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import dev.gantry.writeback.Difference;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.Intent;

/**
 * One change of a run, as its journals tell it, without values.
 *
 * @param name of what is changed: the entry's key, or its path in Open Cloud
 * @param deed change, create, delete or send; empty where the row led to none
 * @param outcome what became of it, in a word; empty: it is planned, or nobody knows yet
 * @param places that it changes, as jq paths, the first few
 * @param morePlaces how many others
 */
public record ShownChange(String name, String deed, String outcome, List<String> places, int morePlaces) {

    private static final int MOST_PLACES = 12;

    /** What leaves nothing that has a name of its own. */
    private static final Set<String> SENT = Set.of("call", "messages", "notifications");

    public ShownChange {
        places = List.copyOf(places);
    }

    public boolean hasMorePlaces() {
        return morePlaces > 0;
    }

    /**
     * A part of a run's changes.
     *
     * @param total how many there are; of very many, how many were looked at
     * @param isAll whether all were looked at
     * @param outcomes how many of each outcome, of those
     */
    public record Page(List<ShownChange> changes, long total, boolean isAll, Map<String, Long> outcomes) {}

    /** Whether a run has journals at all. */
    public static boolean areIn(Path journals) {
        return JournaledChange.anyIn(journals);
    }

    /**
     * Reads a run's journals.
     *
     * @param skip passes over so many
     * @param most shows at most so many
     * @param bound looks at no more than so many
     */
    public static Page read(Path journals, long skip, int most, long bound) {
        List<ShownChange> shown = new ArrayList<>();
        Map<String, Long> outcomes = new TreeMap<>();
        long[] seen = new long[1];
        boolean[] isAll = {true};
        JournaledChange.each(journals, change -> {
            if (seen[0] == bound) {
                isAll[0] = false;
                return false;
            }
            seen[0]++;
            outcomes.merge(outcome(change).isEmpty() ? "open" : outcome(change), 1L, Long::sum);
            if (seen[0] > skip && shown.size() < most) {
                shown.add(of(change));
            }
            return true;
        });
        return new Page(shown, seen[0], isAll[0], outcomes);
    }

    private static ShownChange of(JournaledChange change) {
        List<String> places = change.intent().map(Difference::of).orElse(List.of()).stream()
                .map(Difference::path)
                .toList();
        return new ShownChange(
                change.name(),
                change.intent().map(ShownChange::deed).orElse(""),
                outcome(change),
                places.stream().limit(MOST_PLACES).toList(),
                Math.max(0, places.size() - MOST_PLACES));
    }

    private static String outcome(JournaledChange change) {
        return change.outcome().map(end -> end.result().word()).orElse("");
    }

    private static String deed(Begin begin) {
        return switch (begin) {
            case Intent intent ->
                deed(intent.before().isPresent(), intent.after().isPresent());
            case Act act when SENT.contains(act.target().kind()) -> "send";
            case Act act -> deed(act.before().isPresent(), act.after().isPresent());
        };
    }

    private static String deed(boolean wasThere, boolean isToBe) {
        return isToBe ? wasThere ? "change" : "create" : "delete";
    }
}
