package dev.gantry.dashboard.page;

import java.time.Instant;
import java.util.Locale;

import dev.gantry.run.Run;
import dev.gantry.run.RunStatus;

/** A run in a list. */
record RunRow(long id, String job, Badge badge, When started, String rows, String took, String result, String deed) {

    static RunRow of(Run run, Instant now) {
        return new RunRow(
                run.id(),
                run.job(),
                Badge.of(run.status()),
                When.here(run.started(), now),
                Text.number(run.result().rowsRead()),
                run.status() == RunStatus.RUNNING
                        ? Text.roughly(java.time.Duration.between(run.started(), now)) + " so far"
                        : Text.duration(run.result().seconds()),
                result(run),
                deed(run));
    }

    private static String result(Run run) {
        if (run.result().failure() != null && run.status() == RunStatus.FAILED) {
            return run.result().failure();
        }
        if (run.result().held() != null && run.status() == RunStatus.STOPPED) {
            return "waits for the word to go on";
        }
        String target = run.result().target();
        return target == null ? "" : target;
    }

    /** Nothing of a run that does what its job says. */
    static String deed(Run run) {
        String verb = run.terms().deed().verb();
        Long undone = run.terms().deed().undoes();
        return verb.equals("run") ? "" : (undone == null ? verb : verb + " of run " + undone).toLowerCase(Locale.ROOT);
    }
}
