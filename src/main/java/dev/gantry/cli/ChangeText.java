package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.gantry.writeback.Difference;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Begin;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.RecordJson;
import tools.jackson.databind.node.ObjectNode;

/** One change of an entry, for people or as a JSON line. Holds players' values, so it goes to standard output alone. */
final class ChangeText {

    private static final int MOST_LINES = 12;
    private static final int LONGEST = 60;

    /** What leaves nothing that has a name of its own. */
    private static final Set<String> SENT = Set.of("call", "messages", "notifications");

    private ChangeText() {}

    static void print(JournaledChange change, PrintWriter out) {
        out.println(change.name() + "  " + what(change));
        change.intent().ifPresent(intent -> printDifferences(Difference.of(intent), out));
    }

    /** The first few. */
    static void printDifferences(List<Difference> differences, PrintWriter out) {
        differences.stream()
                .limit(MOST_LINES)
                .forEach(each -> out.println("    " + each.path() + "  "
                        + each.before().map(ChangeText::shortened).orElse("(nothing)") + " → "
                        + each.after().map(ChangeText::shortened).orElse("(nothing)")));
        if (differences.size() > MOST_LINES) {
            out.println(String.format(Locale.ROOT, "    and %,d places more", differences.size() - MOST_LINES));
        }
    }

    /** As the journal has it, stored JSON as text, with the outcome under {@code outcome}. */
    static ObjectNode json(JournaledChange change) {
        ObjectNode line = RecordJson.of(
                change.intent().isPresent()
                        ? change.intent().get()
                        : change.outcome().orElseThrow());
        if (change.intent().isPresent() && change.outcome().isPresent()) {
            ObjectNode outcome = RecordJson.of(change.outcome().get());
            outcome.remove(List.of("change", "row", "universe", "dataStore", "scope", "id", "kind", "target"));
            line.set("outcome", outcome);
        }
        return line;
    }

    private static String what(JournaledChange change) {
        String deed = change.intent().map(ChangeText::deed).orElse("");
        String result = change.outcome().map(ChangeText::result).orElse("");
        return (deed + (deed.isEmpty() || result.isEmpty() ? "" : ", ") + result).strip();
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

    private static String result(End outcome) {
        return outcome.result().word() + (outcome.why().isEmpty() ? "" : ": " + outcome.why());
    }

    private static String shortened(String json) {
        return json.length() <= LONGEST ? json : json.substring(0, LONGEST) + "…";
    }
}
