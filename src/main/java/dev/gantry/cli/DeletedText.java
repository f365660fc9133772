package dev.gantry.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.backup.Deletion;
import dev.gantry.writeback.JournaledChange;
import tools.jackson.databind.json.JsonMapper;

/** What a plan brings back of what was deleted, and how long that can still be done. */
final class DeletedText {

    private static final int SAMPLES = 5;

    private DeletedText() {}

    /** @param journals of the plan */
    static void print(Path journals, boolean json, Instant now, PrintWriter out) {
        List<JournaledChange> samples = new ArrayList<>();
        Deletion[] soonest = new Deletion[1];
        JournaledChange.each(journals, change -> {
            Optional<Deletion> deletion = change.intent().isPresent() ? Deletion.of(change.row()) : Optional.empty();
            deletion.ifPresent(found -> {
                boolean isSooner = soonest[0] == null || found.expires().isBefore(soonest[0].expires());
                soonest[0] = isSooner ? found : soonest[0];
                if (json) {
                    out.println(json(found, now));
                } else if (samples.size() < SAMPLES) {
                    samples.add(change);
                }
            });
            return true;
        });
        if (soonest[0] != null && !json) {
            out.println("  days left  the first of these, " + soonest[0].what() + ", is gone for good in "
                    + days(soonest[0], now) + ", on " + soonest[0].expires());
            samples.forEach(sample -> print(sample, now, out));
        }
    }

    private static void print(JournaledChange change, Instant now, PrintWriter out) {
        ChangeText.print(change, out);
        Deletion.of(change.row())
                .ifPresent(deletion ->
                        out.println("    deleted " + deletion.deleted() + ", " + days(deletion, now) + " left"));
    }

    private static String days(Deletion deletion, Instant now) {
        return String.format(Locale.ROOT, "%.1f days", deletion.daysLeft(now));
    }

    private static String json(Deletion deletion, Instant now) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("event", "deletion")
                .put("what", deletion.what())
                .put("deleted", deletion.deleted().toString())
                .put("expires", deletion.expires().toString())
                .put("daysLeft", Math.round(deletion.daysLeft(now) * 10) / 10.0)
                .toString();
    }
}
