package dev.gantry.dashboard.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

import dev.gantry.run.Run;
import dev.gantry.run.shown.Reading;
import dev.gantry.run.shown.RejectReasons;
import dev.gantry.run.shown.ShownChange;
import dev.gantry.run.shown.ShownStep;
import org.jspecify.annotations.Nullable;

/**
 * All about a run.
 *
 * @param progress of one that runs in the process that is asked
 * @param steps of its last try, partitions among them, as their checkpoints tell
 * @param skipped places that gave no row, by what became of them
 * @param changes of what it changes; null: it changes nothing
 * @param rejects why rows were rejected, the most frequent first
 */
record RunDetail(
        RunAnswer run,
        @Nullable Progress progress,
        List<Step> steps,
        Map<String, Long> skipped,
        @Nullable Changes changes,
        List<Reject> rejects) {

    /**
     * How far it is.
     *
     * @param phase reading or publishing
     * @param waitsFor why it is no faster, after the words "waits for"
     * @param shareUsed the largest part that it uses of anything that is limited
     */
    record Progress(
            String phase,
            long rows,
            long published,
            double rowsPerSecond,
            long requests,
            long throttled,
            String waitsFor,
            @Nullable Double shareUsed,
            @Nullable Long secondsLeft,
            List<Part> partitions) {

        static Progress of(Reading reading) {
            return new Progress(
                    reading.phase().name().toLowerCase(Locale.ROOT),
                    reading.rows(),
                    reading.published(),
                    reading.rowsPerSecond(),
                    reading.requests(),
                    reading.throttled(),
                    reading.waitsFor(),
                    orNull(reading.shareUsed()),
                    reading.secondsLeft().isPresent() ? reading.secondsLeft().getAsLong() : null,
                    reading.parts().stream()
                            .map(part -> new Part(part.name(), part.rows(), part.rowsPerSecond(), part.isDone()))
                            .toList());
        }

        private static @Nullable Double orNull(OptionalDouble value) {
            return value.isPresent() ? value.getAsDouble() : null;
        }
    }

    /**
     * A step.
     *
     * @param partition whether it reads one, which is then its name
     * @param rows delivered up to its last checkpoint
     */
    record Step(
            String name,
            boolean partition,
            String status,
            long rows,
            @Nullable Instant began,
            @Nullable Instant ended) {

        static Step of(ShownStep step) {
            return new Step(
                    step.name(),
                    step.isPartition(),
                    step.status(),
                    step.rows(),
                    step.began().orElse(null),
                    step.ended().orElse(null));
        }
    }

    /** A partition. */
    record Part(String name, long rows, double rowsPerSecond, boolean done) {}

    /**
     * How many changes came to what.
     *
     * @param total of very many, how many were looked at
     * @param complete whether all were looked at
     */
    record Changes(long total, boolean complete, Map<String, Long> outcomes) {}

    private static Map<String, Long> skipped(Map<?, Long> outcomes) {
        Map<String, Long> words = new TreeMap<>();
        outcomes.forEach((outcome, count) -> words.put(String.valueOf(outcome).toLowerCase(Locale.ROOT), count));
        return words;
    }

    /** So many rows were rejected for the same. */
    record Reject(String reason, long rows) {}

    static RunDetail of(
            Run run,
            Optional<Reading> reading,
            List<ShownStep> steps,
            ShownChange.Page changes,
            List<RejectReasons.Reason> rejects) {
        return new RunDetail(
                RunAnswer.of(run),
                reading.map(Progress::of).orElse(null),
                steps.stream().map(Step::of).toList(),
                skipped(run.result().skipped()),
                changes.total() == 0 ? null : new Changes(changes.total(), changes.isAll(), changes.outcomes()),
                rejects.stream()
                        .map(each -> new Reject(each.text(), each.rows()))
                        .toList());
    }
}
