package dev.gantry.dashboard.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.gantry.run.Run;
import dev.gantry.run.Runner;
import dev.gantry.run.shown.RejectReasons;
import dev.gantry.run.shown.ShownChange;
import dev.gantry.run.shown.ShownStep;
import dev.gantry.schedule.LiveRun;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;
import dev.gantry.schedule.Wishes;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Runs, and what may be done about them. */
@RestController
@RequestMapping(JobsApi.ROOT + "/runs")
final class RunsApi {

    private static final int MOST = 200;

    /** A run may have millions of changes, and an answer has to come in a moment. */
    private static final long LOOKED_AT = 100_000;

    private final Runner runner;
    private final Service service;
    private final Schedules schedules;
    private final Wishes wishes;

    RunsApi(Runner runner, Service service, Schedules schedules, Wishes wishes) {
        this.runner = runner;
        this.service = service;
        this.schedules = schedules;
        this.wishes = wishes;
    }

    /**
     * @param before only runs of smaller numbers
     * @param job only those of this job
     */
    @GetMapping
    RunAnswer.Listed runs(
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable String job) {
        int most = Math.clamp(limit, 1, MOST);
        List<Run> found = new ArrayList<>(runner.ledger().newest(job, before, most + 1));
        boolean isMore = found.size() > most;
        List<Run> shown = isMore ? found.subList(0, most) : found;
        return new RunAnswer.Listed(
                shown.stream().map(RunAnswer::of).toList(),
                isMore ? shown.getLast().id() : null);
    }

    @GetMapping("/{id}")
    RunDetail run(@PathVariable long id) {
        return detail(existing(id));
    }

    /** Asks it to stop at its next checkpoint. */
    @PostMapping("/{id}/stop")
    ResponseEntity<RunAnswer> stop(@PathVariable long id) {
        Run run = existing(id);
        wishes.stop(run);
        return ResponseEntity.accepted().body(RunAnswer.of(run));
    }

    @PostMapping("/{id}/resume")
    ResponseEntity<FiringAnswer> resume(@PathVariable long id) {
        return JobsApi.accepted(wishes.resume(existing(id)));
    }

    /** Wants the run's number in {@code confirm}, beside what it changes of production. */
    @PostMapping("/{id}/undo")
    ResponseEntity<FiringAnswer> undo(
            @PathVariable long id, @RequestBody(required = false) @Nullable Confirmation body) {
        Run run = existing(id);
        Confirmation confirmation = Confirmation.of(body);
        List<String> wanted = new ArrayList<>(List.of(Long.toString(id)));
        wanted.addAll(runner.production(run));
        confirmation.require(wanted, "An undo writes back what entries were before the run.");
        return JobsApi.accepted(wishes.undo(run, confirmation.names()));
    }

    private RunDetail detail(Run run) {
        ShownChange.Page changes = ShownChange.read(runner.journals(run), 0, 0, LOOKED_AT);
        return RunDetail.of(
                run,
                service.live().stream()
                        .filter(live -> runOf(live).filter(id -> id == run.id()).isPresent())
                        .findFirst()
                        .flatMap(LiveRun::reading),
                ShownStep.of(runner.ledger(), run),
                changes,
                RejectReasons.of(runner.rejects(run)));
    }

    /** The number that a run has got since it began. */
    private Optional<Long> runOf(LiveRun live) {
        return schedules.firing(live.firing().id()).flatMap(firing -> Optional.ofNullable(firing.run()));
    }

    private Run existing(long id) {
        return Found.orProblem(runner.ledger().find(id), "run " + id);
    }
}
