package dev.gantry.dashboard.page;

import java.util.Optional;

import dev.gantry.run.Run;
import dev.gantry.run.RunStatus;
import dev.gantry.run.shown.Reading;
import dev.gantry.schedule.Service;

/** Finds the progress of runs that this process runs. */
record LiveRuns(Service service) {

    /** Of a run that is under way here; a job has one run at a time. */
    Optional<Reading> of(Run run) {
        return run.status() != RunStatus.RUNNING
                ? Optional.empty()
                : service.live().stream()
                        .filter(live -> live.firing().job().equals(run.job()))
                        .findFirst()
                        .flatMap(live -> live.reading());
    }
}
