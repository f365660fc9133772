package dev.gantry.cli;

import java.util.Locale;

import dev.gantry.cli.text.Amounts;
import dev.gantry.run.Progress;
import dev.gantry.run.shown.Reading;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A reading of a run's progress in one line. */
final class ProgressText {

    private ProgressText() {}

    /** The totals, for people. */
    static String line(Reading reading) {
        if (reading.phase() == Progress.Phase.PUBLISHING) {
            return Amounts.count(reading.rows(), "row") + " read, publishing, " + Amounts.number(reading.published())
                    + " written";
        }
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s, %,.0f/s, %,d requests",
                Amounts.count(reading.rows(), "row"),
                reading.rowsPerSecond(),
                reading.requests()));
        reading.shareUsed()
                .ifPresent(used -> line.append(String.format(Locale.ROOT, ", %.0f %% of its share used", 100 * used)));
        line.append(", waits for ").append(reading.waitsFor());
        if (reading.retries() > 0) {
            line.append(", ").append(Amounts.count(reading.retries(), "repeat"));
        }
        line.append(", ").append(reading.throttled()).append(" × 429");
        reading.secondsLeft()
                .ifPresent(left -> line.append(", about ")
                        .append(Amounts.duration((double) left))
                        .append(" left"));
        return line.toString();
    }

    static ObjectNode json(Reading reading) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("event", "progress");
        line.put("phase", reading.phase().name().toLowerCase(Locale.ROOT));
        line.put("rows", reading.rows());
        line.put("rowsPerSecond", Math.round(reading.rowsPerSecond()));
        line.put("requests", reading.requests());
        line.put("retries", reading.retries());
        line.put("throttled", reading.throttled());
        reading.shareUsed().ifPresent(used -> line.put("shareUsed", Math.round(1000 * used) / 1000.0));
        line.put("waitsFor", reading.waitsFor());
        reading.secondsLeft().ifPresent(left -> line.put("secondsLeft", left));
        ObjectNode partitions = line.putObject("partitions");
        reading.parts().forEach(each -> partitions.put(each.name(), each.rows()));
        return line;
    }
}
