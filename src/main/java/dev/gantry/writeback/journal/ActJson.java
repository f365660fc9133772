package dev.gantry.writeback.journal;

import java.util.Optional;

import dev.gantry.writeback.journal.JournalRecord.Act;
import dev.gantry.writeback.journal.JournalRecord.Acted;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Acts and what became of them as JSON. Images are kept as text, so that they come back to the letter. */
final class ActJson {

    /** What entries' records do not have. */
    static final String TARGET = "target";

    private ActJson() {}

    static void put(ObjectNode line, Act act) {
        put(line, act.target());
        line.put("before", act.before().orElse(null)).put("after", act.after().orElse(null));
        if (!act.sending().equals(Sending.PLAIN)) {
            line.putObject("sending")
                    .put("key", act.sending().key())
                    .put("firstSent", act.sending().firstSent())
                    .put("begun", act.sending().begun());
        }
    }

    static void put(ObjectNode line, Acted acted) {
        put(line, acted.target());
        line.put("result", acted.result().word()).put("why", acted.why());
        line.put("made", acted.made().orElse(null));
    }

    private static void put(ObjectNode line, Target target) {
        line.put("kind", target.kind()).put(TARGET, target.name());
    }

    static JournalRecord record(long change, String row, JsonNode line) {
        Target target =
                new Target(line.path("kind").asString(), line.path(TARGET).asString());
        if (line.has("result")) {
            Result result = Result.of(line.path("result").asString());
            return new Acted(change, row, target, result, line.path("why").asString(), text(line, "made"));
        }
        JsonNode sending = line.path("sending");
        return new Act(
                change,
                row,
                target,
                text(line, "before"),
                text(line, "after"),
                new Sending(
                        sending.path("key").asString(""),
                        sending.path("firstSent").asString(""),
                        sending.path("begun").asString("")));
    }

    private static Optional<String> text(JsonNode line, String name) {
        return Optional.of(line.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }
}
