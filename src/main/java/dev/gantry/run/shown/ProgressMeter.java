package dev.gantry.run.shown;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.gantry.opencloud.Traffic;
import dev.gantry.opencloud.limits.Allotment;
import dev.gantry.run.Progress;

/** Takes the measure of a run's progress: each reading tells what came about of late. Safe for many threads. */
public final class ProgressMeter {

    /** Rates are told over so long: rows come in batches, and a shorter look would see most of them standing still. */
    private static final long LOOK_BACK = 10_000_000_000L;

    /** Two that look at once do not see each other's instant. */
    private static final long LEAST_BETWEEN = 200_000_000L;

    private final Progress progress;
    private final Deque<Sample> samples = new ArrayDeque<>();

    public ProgressMeter(Progress progress) {
        this.progress = progress;
        samples.add(sample());
    }

    /** Counts at one moment. */
    private record Sample(long nanos, long rows, Map<String, Long> taken, Map<String, Long> partitionRows) {

        double secondsUntil(Sample later) {
            return Math.max(1e-3, (later.nanos - nanos) / 1e9);
        }
    }

    /** Reads it. */
    public synchronized Reading read() {
        Sample now = sample();
        if (samples.size() < 2 || now.nanos() - samples.getLast().nanos() > LEAST_BETWEEN) {
            samples.add(now);
        }
        while (samples.size() > 2 && now.nanos() - samples.getFirst().nanos() > LOOK_BACK) {
            samples.removeFirst();
        }
        Sample then = samples.getFirst();
        double seconds = then.secondsUntil(now);
        double rate = (now.rows() - then.rows()) / seconds;
        Traffic traffic = progress.cloud().traffic();
        return new Reading(
                progress.phase(),
                now.rows(),
                progress.freshRows(),
                progress.published(),
                rate,
                parts(then, seconds),
                traffic.requests(),
                traffic.retries(),
                traffic.throttledAnswers(),
                traffic.bytes(),
                uses(then, seconds),
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

    private List<Reading.Part> parts(Sample then, double seconds) {
        return progress.partitions().stream()
                .map(part -> {
                    long rows = part.rows();
                    long former = then.partitionRows().getOrDefault(part.name(), 0L);
                    return new Reading.Part(part.name(), rows, (rows - former) / seconds, part.isDone());
                })
                .toList();
    }

    private List<Reading.Use> uses(Sample then, double seconds) {
        return allotment().uses().stream()
                .map(use -> {
                    long taken = use.taken() - then.taken().getOrDefault(use.requests(), 0L);
                    OptionalDouble used = use.perMinute().isPresent()
                            // What was taken before the share shrank is not too much.
                            ? OptionalDouble.of(Math.min(
                                    1, taken / seconds * 60 / use.perMinute().getAsDouble()))
                            : OptionalDouble.empty();
                    return new Reading.Use(use.requests(), use.taken(), use.perMinute(), used);
                })
                .toList();
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
