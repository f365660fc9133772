package dev.gantry.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import dev.gantry.cli.text.Amounts;
import dev.gantry.opencloud.Traffic;
import dev.gantry.opencloud.limits.Allotment;
import dev.gantry.run.Progress;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Takes the measure of a run's progress: each reading tells what came about of late. Not for many threads. */
final class ProgressMeter {

    /** Rates are told over so long: rows come in batches, and a shorter look would see most of them standing still. */
    private static final long LOOK_BACK = 10_000_000_000L;

    private final Progress progress;
    private final Deque<Sample> samples = new ArrayDeque<>();

    ProgressMeter(Progress progress) {
        this.progress = progress;
        samples.add(sample());
    }

    /** Counts at one moment. */
    private record Sample(long nanos, long rows, Map<String, Long> taken, Map<String, Long> partitionRows) {

        double secondsUntil(Sample later) {
            return Math.max(1e-3, (later.nanos - nanos) / 1e9);
        }
    }

    /**
     * One reading.
     *
     * @param rowsPerSecond of late
     * @param shareUsed the part that was used of what it may ask, of the kind of requests that used the largest part; not
     *     a number when nothing is limited
     * @param waitsFor why it is no faster
     */
    record Reading(
            Progress progress,
            long rows,
            double rowsPerSecond,
            Map<String, Double> partitionRates,
            double shareUsed,
            String waitsFor,
            OptionalLong secondsLeft) {

        /** The totals in one line. */
        String line() {
            Traffic traffic = progress.cloud().traffic();
            if (progress.phase() == Progress.Phase.PUBLISHING) {
                return Amounts.count(rows, "row") + " read, publishing, " + Amounts.number(progress.published())
                        + " written";
            }
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%s, %,.0f/s, %,d requests",
                    Amounts.count(rows, "row"),
                    rowsPerSecond,
                    traffic.requests()));
            if (!Double.isNaN(shareUsed)) {
                line.append(String.format(Locale.ROOT, ", %.0f %% of its share used", 100 * shareUsed));
            }
            line.append(", waits for ").append(waitsFor);
            if (traffic.retries() > 0) {
                line.append(", ").append(Amounts.count(traffic.retries(), "repeat"));
            }
            line.append(", ").append(traffic.throttledAnswers()).append(" × 429");
            secondsLeft.ifPresent(left -> line.append(", about ")
                    .append(Amounts.duration((double) left))
                    .append(" left"));
            return line.toString();
        }

        ObjectNode json() {
            Traffic traffic = progress.cloud().traffic();
            ObjectNode line = JsonMapper.shared().createObjectNode();
            line.put("event", "progress");
            line.put("phase", progress.phase().name().toLowerCase(Locale.ROOT));
            line.put("rows", rows);
            line.put("rowsPerSecond", Math.round(rowsPerSecond));
            line.put("requests", traffic.requests());
            line.put("retries", traffic.retries());
            line.put("throttled", traffic.throttledAnswers());
            if (!Double.isNaN(shareUsed)) {
                line.put("shareUsed", Math.round(1000 * shareUsed) / 1000.0);
            }
            line.put("waitsFor", waitsFor);
            secondsLeft.ifPresent(left -> line.put("secondsLeft", left));
            ObjectNode partitions = line.putObject("partitions");
            progress.partitions().forEach(each -> partitions.put(each.name(), each.rows()));
            return line;
        }
    }

    Reading read() {
        Sample now = sample();
        samples.add(now);
        while (samples.size() > 2 && now.nanos() - samples.getFirst().nanos() > LOOK_BACK) {
            samples.removeFirst();
        }
        Sample then = samples.getFirst();
        double seconds = then.secondsUntil(now);
        Map<String, Double> rates = new HashMap<>();
        now.partitionRows()
                .forEach((name, rows) ->
                        rates.put(name, (rows - then.partitionRows().getOrDefault(name, 0L)) / seconds));
        double rate = (now.rows() - then.rows()) / seconds;
        return new Reading(
                progress,
                now.rows(),
                rate,
                rates,
                shareUsed(then, seconds),
                WaitText.of(allotment().waitsFor()),
                secondsLeft(now.rows(), rate));
    }

    private Sample sample() {
        Map<String, Long> rows = new HashMap<>();
        progress.partitions().forEach(each -> rows.put(each.name(), each.rows()));
        Map<String, Long> taken = new HashMap<>();
        allotment().uses().forEach(use -> taken.put(use.requests(), use.taken()));
        return new Sample(System.nanoTime(), progress.rows(), taken, rows);
    }

    private double shareUsed(Sample then, double seconds) {
        return allotment().uses().stream()
                .filter(use -> use.perMinute().isPresent())
                .mapToDouble(use -> {
                    long taken = use.taken() - then.taken().getOrDefault(use.requests(), 0L);
                    double used = taken / seconds * 60 / use.perMinute().getAsDouble();
                    // What was taken before the share shrank is not too much.
                    return Math.min(1, used);
                })
                .max()
                .orElse(Double.NaN);
    }

    private OptionalLong secondsLeft(long rows, double rate) {
        OptionalLong former = progress.formerRows();
        return former.isPresent() && former.getAsLong() > rows && rate > 0
                ? OptionalLong.of((long) ((former.getAsLong() - rows) / rate))
                : OptionalLong.empty();
    }

    private Allotment allotment() {
        return progress.cloud().allotment();
    }
}
