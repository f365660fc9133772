package dev.gantry.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

import dev.gantry.opencloud.EntryAddress;
import dev.gantry.writeback.Difference;
import dev.gantry.writeback.JournaledChange;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.RecordJson;
import tools.jackson.databind.node.ObjectNode;

/** One change of an entry, for people or as a JSON line. Holds players' values, so it goes to standard output alone. */
final class ChangeText {

    private static final int MOST_LINES = 12;
    private static final int LONGEST = 60;

    private ChangeText() {}

    static void print(JournaledChange change, PrintWriter out) {
        out.println(name(change.address()) + "  " + what(change));
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
            outcome.remove(List.of("change", "row", "universe", "dataStore", "scope", "id"));
            line.set("outcome", outcome);
        }
        return line;
    }

    static String name(EntryAddress address) {
        return address.dataStore() + "/" + address.scope() + "/" + address.id();
    }

    private static String what(JournaledChange change) {
        String deed = change.intent().map(ChangeText::deed).orElse("");
        String result = change.outcome().map(ChangeText::result).orElse("");
        return (deed + (deed.isEmpty() || result.isEmpty() ? "" : ", ") + result).strip();
    }

    private static String deed(Intent intent) {
        if (intent.after().isEmpty()) {
            return "delete";
        }
        return intent.before().isEmpty() ? "create" : "change";
    }

    private static String result(Outcome outcome) {
        return outcome.result().word() + (outcome.why().isEmpty() ? "" : ": " + outcome.why());
    }

    private static String shortened(String json) {
        return json.length() <= LONGEST ? json : json.substring(0, LONGEST) + "…";
    }
}
