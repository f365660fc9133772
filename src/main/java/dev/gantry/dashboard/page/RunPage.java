package dev.gantry.dashboard.page;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.UserMistake;
import dev.gantry.run.Run;
import dev.gantry.run.RunStatus;
import dev.gantry.run.Runner;
import dev.gantry.run.shown.RejectReasons;
import dev.gantry.run.shown.ShownChange;
import dev.gantry.run.shown.ShownStep;
import dev.gantry.schedule.LiveRun;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Wishes;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A run: how far it is, what it made, and stopping, resuming and undoing it. */
@Controller
final class RunPage {

    private static final int CHANGES = 50;

    /** A page has to come in a moment. */
    private static final long MOST_CHANGES = 20_000;

    private static final int RUNS = 50;

    private final Pages pages;
    private final Runner runner;
    private final Schedules schedules;
    private final Wishes wishes;
    private final LiveRuns live;
    private final Clock clock;

    RunPage(Pages pages, Runner runner, Schedules schedules, Wishes wishes, LiveRuns live, Clock clock) {
        this.pages = pages;
        this.runner = runner;
        this.schedules = schedules;
        this.wishes = wishes;
        this.live = live;
        this.clock = clock;
    }

    record RunsView(List<RunRow> runs, boolean hasRuns, int most) {}

    /** @param changed whether it stands otherwise than at the last look, which is then said aloud */
    record Look(RunView run, boolean changed) {}

    record Outcome(String word, String count) {}

    record ChangesView(
            long id,
            String job,
            boolean isUndo,
            List<Outcome> outcomes,
            List<ShownChange> changes,
            boolean hasChanges,
            String total,
            boolean isAll,
            @Nullable Long next,
            List<String> production,
            boolean isProduction) {}

    @GetMapping("/runs")
    ResponseEntity<String> runs(HttpServletRequest request) {
        List<RunRow> rows = runner.ledger().newest(RUNS).stream()
                .map(run -> RunRow.of(run, clock.instant()))
                .toList();
        return pages.page("runs", "Runs", new RunsView(rows, !rows.isEmpty(), RUNS), request);
    }

    @GetMapping("/runs/{id}")
    ResponseEntity<String> run(@PathVariable("id") long id, HttpServletRequest request) {
        return pages.page("run", "Run " + id, new Look(view(find(id)), false), request);
    }

    /** @param was how the page that asks shows it */
    @GetMapping("/runs/{id}/now")
    ResponseEntity<String> now(
            @PathVariable("id") long id,
            @RequestParam(name = "was", defaultValue = "") String was,
            HttpServletRequest request) {
        RunView view = view(find(id));
        return pages.part("run-now", new Look(view, !view.was().equals(was)), request);
    }

    @GetMapping("/runs/{id}/changes")
    ResponseEntity<String> changes(
            @PathVariable("id") long id,
            @RequestParam(name = "skip", defaultValue = "0") long skip,
            HttpServletRequest request) {
        return pages.page("changes", "Changes of run " + id, changes(find(id), skip, false), request);
    }

    @GetMapping("/runs/{id}/undo")
    ResponseEntity<String> beforeUndo(@PathVariable("id") long id, HttpServletRequest request) {
        return pages.page("undo", "Undo run " + id, changes(find(id), 0, true), request);
    }

    @PostMapping("/runs/{id}/stop")
    ResponseEntity<String> stop(@PathVariable("id") long id, HttpServletRequest request) {
        return pages.wish("/runs/" + id, request, () -> {
            wishes.stop(find(id));
            return "Run " + id + " stops at its next checkpoint.";
        });
    }

    @PostMapping("/runs/{id}/resume")
    ResponseEntity<String> resume(@PathVariable("id") long id, HttpServletRequest request) {
        return pages.wish("/runs/" + id, request, () -> {
            wishes.resume(find(id));
            return "Run " + id + " goes on from its checkpoint within a few seconds.";
        });
    }

    @PostMapping("/runs/{id}/undo")
    ResponseEntity<String> undo(
            @PathVariable("id") long id,
            @RequestParam(name = "confirm", defaultValue = "") List<String> confirmed,
            HttpServletRequest request) {
        Run run = find(id);
        return pages.wish("/jobs/" + run.job(), request, () -> {
            wishes.undo(run, confirmed.stream().map(String::strip).toList());
            return "What run " + id + " changed is taken back within a few seconds, by a run of its own.";
        });
    }

    private Run find(long id) {
        return runner.ledger()
                .find(id)
                .orElseThrow(() ->
                        new UserMistake("There is no run " + id + " here; the list of runs shows those there are."));
    }

    private RunView view(Run run) {
        boolean isToBeCounted = run.result().rejected() > 0 && run.status() != RunStatus.RUNNING;
        Optional<LiveRun> here = live.of(run);
        return RunView.of(
                run,
                schedules.find(run.job()).isPresent(),
                here.isPresent(),
                here.flatMap(LiveRun::reading),
                ShownStep.of(runner.ledger(), run),
                isToBeCounted ? RejectReasons.of(runner.rejects(run)) : List.of(),
                ShownChange.areIn(runner.journals(run)),
                clock.instant());
    }

    private ChangesView changes(Run run, long skip, boolean isUndo) {
        Path journals = runner.journals(run);
        ShownChange.Page page = ShownChange.read(journals, skip, isUndo ? CHANGES / 2 : CHANGES, MOST_CHANGES);
        List<String> production = isUndo ? runner.production(run) : List.of();
        long next = skip + page.changes().size();
        return new ChangesView(
                run.id(),
                run.job(),
                isUndo,
                page.outcomes().entrySet().stream().map(RunPage::outcome).toList(),
                page.changes(),
                !page.changes().isEmpty(),
                Text.number(page.total()),
                page.isAll(),
                next < page.total() ? next : null,
                production,
                !production.isEmpty());
    }

    private static Outcome outcome(Map.Entry<String, Long> outcome) {
        return new Outcome(outcome.getKey(), Text.number(outcome.getValue()));
    }
}
