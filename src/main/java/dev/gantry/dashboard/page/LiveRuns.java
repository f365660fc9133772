package dev.gantry.dashboard.page;

import java.util.Optional;

import dev.gantry.run.Run;
import dev.gantry.schedule.LiveRun;
import dev.gantry.schedule.Schedules;
import dev.gantry.schedule.Service;

/** Finds the progress of runs that this process runs. */
record LiveRuns(Service service, Schedules schedules) {

    private static final int FIRINGS = 20;

    /** What runs here of a run; also while it is on its way to the checkpoint that it stops at. */
    Optional<LiveRun> of(Run run) {
        return service.live().stream()
                .filter(live -> live.firing().job().equals(run.job()) && isOf(live, run))
                .findFirst();
    }

    /** The firing was taken before its run had a number. */
    private boolean isOf(LiveRun live, Run run) {
        return schedules.history(run.job(), FIRINGS).stream()
                .anyMatch(firing ->
                        firing.id() == live.firing().id() && firing.run() != null && firing.run() == run.id());
    }
}
