package dev.gantry.dashboard.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import dev.gantry.run.Progress;
import dev.gantry.run.Run;
import dev.gantry.run.RunResult;
import dev.gantry.run.RunStatus;
import dev.gantry.run.shown.Reading;
import dev.gantry.run.shown.RejectReasons;
import dev.gantry.run.shown.ResultText;
import dev.gantry.run.shown.ShownStep;
import org.jspecify.annotations.Nullable;

/**
 * All that is shown of a run.
 *
 * @param was how it stands, for the next look to tell whether that has changed
 * @param facts by their names
 * @param percent how much of the rows of the job's last complete run are read; absent where that is not known
 */
record RunView(
        long id,
        String job,
        boolean hasJob,
        Badge badge,
        String was,
        When started,
        String deed,
        boolean isRunning,
        boolean isStoppable,
        boolean isResumable,
        boolean isHeld,
        boolean isUndoable,
        List<Fact> facts,
        @Nullable Integer percent,
        List<UseRow> uses,
        boolean hasUses,
        List<PartRow> parts,
        boolean hasParts,
        List<StepRow> steps,
        boolean hasSteps,
        @Nullable String failure,
        @Nullable String held,
        List<String> notes,
        boolean hasNotes,
        boolean hasChanges,
        String changes,
        boolean hasRejects,
        String rejected,
        List<RejectReasons.Reason> reasons) {

    /** Something to know, in words. */
    record Fact(String name, String text) {}

    /** What a run takes of something that is limited. */
    record UseRow(
            String requests,
            String taken,
            String perMinute,
            @Nullable Integer percent) {}

    /** A partition. */
    record PartRow(String name, String rows, String state) {}

    /** Another step. */
    record StepRow(String name, String status, @Nullable When began, String took) {}

    static RunView of(
            Run run,
            boolean hasJob,
            boolean isHere,
            Optional<Reading> live,
            List<ShownStep> steps,
            List<RejectReasons.Reason> reasons,
            boolean hasJournals,
            Instant now) {
        RunResult result = run.result();
        List<PartRow> parts = live.map(RunView::parts).orElseGet(() -> parts(steps));
        List<UseRow> uses = live.map(RunView::uses).orElse(List.of());
        List<StepRow> others = steps.stream()
                .filter(step -> !step.isPartition())
                .map(step -> step(step, now))
                .toList();
        // Who is asked to stop is written down as stopped, and still has to come to its checkpoint; who is done, and
        // still
        // has to write down what came of it.
        boolean isStopping = isHere && run.status() != RunStatus.RUNNING;
        boolean isRunning = isHere || run.status() == RunStatus.RUNNING;
        boolean isHeld = !isRunning && run.status() == RunStatus.STOPPED && result.held() != null;
        return new RunView(
                run.id(),
                run.job(),
                hasJob,
                isStopping
                        ? new Badge(run.status() == RunStatus.STOPPED ? "stopping" : "ending", "busy")
                        : Badge.of(run.status()),
                isStopping ? "STOPPING" : run.status().name(),
                When.here(run.started(), now),
                RunRow.deed(run),
                isRunning,
                isRunning && !isStopping,
                !isRunning && run.status().isResumable(),
                isHeld,
                hasJournals && !isRunning && !run.terms().deed().onlyPlans(),
                live.map(reading -> facts(reading, run, now)).orElseGet(() -> facts(run, now)),
                live.flatMap(RunView::percent).orElse(null),
                uses,
                !uses.isEmpty(),
                parts,
                !parts.isEmpty(),
                others,
                !others.isEmpty(),
                result.failure(),
                isHeld ? result.held() : null,
                result.notes(),
                !result.notes().isEmpty(),
                hasJournals,
                ResultText.changes(result),
                result.rejected() > 0,
                Text.count(result.rejected(), "row"),
                reasons);
    }

    private static List<Fact> facts(Reading reading, Run run, Instant now) {
        List<Fact> facts = new ArrayList<>();
        boolean isPublishing = reading.phase() == Progress.Phase.PUBLISHING;
        facts.add(new Fact("Rows", Text.number(reading.rows())));
        if (isPublishing) {
            facts.add(new Fact("Published so far", Text.number(reading.published())));
        } else {
            facts.add(new Fact("Rows a second", Text.number(Math.round(reading.rowsPerSecond()))));
            facts.add(new Fact("Waits for", reading.waitsFor()));
        }
        reading.shareUsed().ifPresent(used -> facts.add(new Fact("Share used", Text.percent(used) + " %")));
        facts.add(new Fact("Requests", Text.number(reading.requests())));
        facts.add(new Fact("Repeats", Text.number(reading.retries())));
        facts.add(new Fact("Answers 429", Text.number(reading.throttled())));
        facts.add(new Fact("Received", Text.bytes(reading.bytes())));
        facts.add(new Fact("For", Text.roughly(Duration.between(run.started(), now))));
        reading.secondsLeft().ifPresent(left -> facts.add(new Fact("About to go", Text.duration((double) left))));
        return facts;
    }

    private static List<Fact> facts(Run run, Instant now) {
        RunResult result = run.result();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Rows", Text.number(result.rowsRead())));
        if (run.status() == RunStatus.RUNNING) {
            facts.add(new Fact("Where", "another process, so only its checkpoints are seen from here"));
            facts.add(new Fact("For", Text.roughly(Duration.between(run.started(), now))));
            return facts;
        }
        ResultText.skipped(result).forEach((what, count) -> facts.add(new Fact(what, Text.number(count))));
        if (ResultText.changes(result).isEmpty() && result.target() != null) {
            facts.add(new Fact("Published", Text.count(result.rowsPublished(), "row")));
        }
        if (result.files() > 0) {
            facts.add(new Fact("Files", Text.count(result.files(), "file") + ", " + Text.bytes(result.fileBytes())));
        }
        if (result.target() != null) {
            facts.add(new Fact("Result", result.target()));
        }
        facts.add(new Fact("Requests", Text.number(result.requests())));
        facts.add(new Fact("Repeats", Text.number(result.retries())));
        facts.add(new Fact("Answers 429", Text.number(result.throttled())));
        facts.add(new Fact("Received", Text.bytes(result.bytesReceived())));
        facts.add(new Fact("Took", Text.duration(result.seconds())));
        return facts;
    }

    private static Optional<Integer> percent(Reading reading) {
        if (reading.secondsLeft().isEmpty() || reading.rowsPerSecond() <= 0) {
            return Optional.empty();
        }
        double left = reading.secondsLeft().getAsLong() * reading.rowsPerSecond();
        return Optional.of(Text.percent(reading.rows() / (reading.rows() + left)));
    }

    private static List<UseRow> uses(Reading reading) {
        return reading.uses().stream()
                .map(use -> new UseRow(
                        use.requests(),
                        Text.number(use.taken()),
                        use.perMinute().isPresent()
                                ? Text.number(Math.round(use.perMinute().getAsDouble())) + " a minute"
                                : "not limited",
                        percent(use.used())))
                .toList();
    }

    private static @Nullable Integer percent(OptionalDouble used) {
        return used.isPresent() ? Text.percent(used.getAsDouble()) : null;
    }

    private static List<PartRow> parts(Reading reading) {
        return reading.parts().stream()
                .map(part -> new PartRow(
                        part.name(),
                        Text.number(part.rows()),
                        part.isDone() ? "done" : Text.number(Math.round(part.rowsPerSecond())) + "/s"))
                .toList();
    }

    private static List<PartRow> parts(List<ShownStep> steps) {
        return steps.stream()
                .filter(ShownStep::isPartition)
                .map(step -> new PartRow(step.name(), Text.number(step.rows()), step.status()))
                .toList();
    }

    private static StepRow step(ShownStep step, Instant now) {
        return new StepRow(
                step.name(),
                step.status(),
                step.began().map(moment -> When.here(moment, now)).orElse(null),
                step.began()
                        .flatMap(began -> step.ended().map(ended -> Duration.between(began, ended)))
                        .map(took -> Text.duration(took.toMillis() / 1e3))
                        .orElse(""));
    }
}
