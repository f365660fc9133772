package dev.gantry.schedule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Job;
import dev.gantry.job.UserMistake;
import dev.gantry.run.Confirmed;
import dev.gantry.run.Run;
import dev.gantry.run.RunStatus;
import dev.gantry.run.Runner;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who watches may ask of the service. A wish becomes a firing, so a kill does not lose it, and is carried out
 * in its turn, like all that the job does. What can only be refused is refused at once, in words.
 */
public final class Wishes {

    /** The origin of a firing that goes on with a run after the changes that it made first. */
    static final String GO_ON = "go on";

    private static final String UNDO = "undo ";

    private final PlanFirings plan;
    private final Runner runner;

    Wishes(PlanFirings plan, Runner runner) {
        this.plan = plan;
        this.runner = runner;
    }

    /** The run that a firing is to undo, if it is to. */
    static Optional<Long> undone(@Nullable String origin) {
        return Optional.ofNullable(origin)
                .filter(text -> text.startsWith(UNDO))
                .map(text -> Long.parseLong(text.substring(UNDO.length())));
    }

    /** What of production a job may change, to be named before it is run at somebody's wish. */
    public List<String> production(String job) {
        return job(job).map(runner::production).orElse(List.of());
    }

    /**
     * Has the job run within a few seconds, paused or not.
     *
     * @param confirmed what was named of production
     */
    public Firing run(String job, Collection<String> confirmed) {
        JobEntry entry = known(job);
        refuseIfBusy(job);
        refuseUnconfirmed(production(job), confirmed);
        Instant now = plan.clock().instant();
        return plan.firings().add(entry.job(), Firing.Cause.MANUAL, null, now, now);
    }

    /** Has a run of any process stop at its next checkpoint. */
    public void stop(Run run) {
        runner.stop(run);
    }

    /** Has the service go on with a run from its checkpoint. */
    public Firing resume(Run run) {
        JobEntry entry = known(run.job());
        if (!run.status().isResumable()) {
            throw new UserMistake("Run " + run.id() + " of " + run.job() + " is "
                    + run.status().label() + ", so there is nothing to resume.");
        }
        refuseEmulated(run, "gantry resume " + run.id());
        refuseIfBusy(run.job());
        boolean isHeld = run.status() == RunStatus.STOPPED && run.result().held() != null;
        Instant now = plan.clock().instant();
        return plan.firings()
                .add(entry.job(), Firing.Cause.MANUAL, isHeld ? GO_ON : null, run.started(), now, run.id());
    }

    /**
     * Has the service take back what a run changed.
     *
     * @param confirmed what was named of production
     */
    public Firing undo(Run run, Collection<String> confirmed) {
        JobEntry entry = known(run.job());
        refuseEmulated(run, "gantry undo " + run.id());
        refuseIfBusy(run.job());
        refuseUnconfirmed(runner.production(run), confirmed);
        runner.refuseToUndo(run, Confirmed.BY_SCHEDULE);
        Instant now = plan.clock().instant();
        return plan.firings().add(entry.job(), Firing.Cause.MANUAL, UNDO + run.id(), now, now);
    }

    /** A run with an emulator of its own goes on only where it has one. */
    private static void refuseEmulated(Run run, String command) {
        if (run.terms().emulator()) {
            throw new UserMistake("Run " + run.id() + " of " + run.job()
                    + " had an emulator of its own, which the service has not: use " + command + " --emulator.");
        }
    }

    private void refuseIfBusy(String job) {
        Optional<Run> running = runner.ledger().newest(job, 1).stream()
                .filter(run -> run.status() == RunStatus.RUNNING)
                .findFirst();
        if (running.isPresent()) {
            throw new UserMistake("Run " + running.get().id() + " of " + job
                    + " is under way. Wait for it, or stop it first: a job has one run at a time.");
        }
        boolean isAsked = plan.firings().open(job).stream()
                .anyMatch(firing -> firing.cause() == Firing.Cause.MANUAL || firing.state() == Firing.State.RUNNING);
        if (isAsked) {
            throw new UserMistake("Something was asked of " + job + " a moment ago and comes first.");
        }
    }

    private static void refuseUnconfirmed(List<String> production, Collection<String> confirmed) {
        production.stream()
                .filter(marked -> !confirmed.contains(marked))
                .findFirst()
                .ifPresent(marked -> {
                    throw new UserMistake(marked + " is marked production: true in config/application.yml, and this may"
                            + " change it. Name it to confirm that it is meant; nothing was done.");
                });
    }

    private Optional<Job<?, ?, ?>> job(String job) {
        return plan.book().find(job).flatMap(plan.schedules()::job);
    }

    private JobEntry known(String job) {
        return plan.book()
                .find(job)
                .orElseThrow(() -> new UserMistake("gantry serve has no file of the job " + job
                        + ", so it can do nothing about it. The command line can, in the folder that it was run in."));
    }
}
