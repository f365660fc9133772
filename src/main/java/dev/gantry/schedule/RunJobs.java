package dev.gantry.schedule;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.gantry.job.On;
import dev.gantry.job.UserMistake;
import dev.gantry.run.AlreadyRunning;
import dev.gantry.run.Confirmed;
import dev.gantry.run.Deed;
import dev.gantry.run.Progress;
import dev.gantry.run.Run;
import dev.gantry.run.RunReport;
import dev.gantry.run.RunRequest;
import dev.gantry.run.RunResult;
import dev.gantry.run.RunStatus;
import dev.gantry.run.RunTerms;
import dev.gantry.run.Runner;
import dev.gantry.run.StateLost;
import dev.gantry.run.StopSignal;
import dev.gantry.run.state.TakenOver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs firings as {@code gantry run} and {@code gantry resume} would. */
record RunJobs(Runner runner, Firings firings, JobSchedules schedules, Clock clock) implements Starts {

    private static final String GIVEN_UP = "its run was given up, for an erasure";
    private static final Logger LOG = LoggerFactory.getLogger(RunJobs.class);
    private static final RunTerms TERMS = new RunTerms(Map.of(), null, null, null, false, Deed.RUN);

    @Override
    public Outcome start(Firing firing, JobEntry job, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        Optional<Run> former = Optional.ofNullable(firing.run()).flatMap(runner.ledger()::find);
        try (MDC.MDCCloseable ofJob = MDC.putCloseable("job", job.job());
                MDC.MDCCloseable ofRun = MDC.putCloseable(
                        "run", former.map(run -> Long.toString(run.id())).orElse(null))) {
            return former.isPresent()
                    ? goOn(firing, former.get(), stop, shown)
                    : outcome(begin(firing, job, stop, shown));
        } catch (AlreadyRunning busy) {
            return new Outcome.Busy("another process has a run of the job");
        } catch (TakenOver lost) {
            return new Outcome.CutOff(String.valueOf(lost.getMessage()));
        } catch (UserMistake mistake) {
            LOG.error("{} cannot run: {}", job.job(), mistake.getMessage());
            return new Outcome.Failed(String.valueOf(mistake.getMessage()), false);
        } catch (RuntimeException failed) {
            if (StateLost.is(failed)) {
                return new Outcome.CutOff("the state's database went away: " + failed.getMessage());
            }
            LOG.error("{} could not be run", job.job(), failed);
            return new Outcome.Failed(failed.getClass().getSimpleName() + ": " + failed.getMessage(), true);
        }
    }

    /** The run's number is kept before there is a run, so that it is found again, whatever happens meanwhile. */
    private RunReport begin(Firing firing, JobEntry job, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        long id = runner.newId();
        firings.began(firing, id, clock.instant());
        MDC.put("run", Long.toString(id));
        LOG.info("{}: run {} starts, for {}", job.job(), id, firing.fireTime());
        Optional<Run> undone = Wishes.undone(firing.origin()).flatMap(runner.ledger()::find);
        if (undone.isPresent()) {
            return runner.undo(undone.get(), id, false, Confirmed.BY_SCHEDULE, false, stop, shown);
        }
        RunRequest request = new RunRequest(
                Path.of(job.file()),
                job.text(),
                params(firing, job),
                TERMS,
                Optional.empty(),
                Confirmed.BY_SCHEDULE,
                false,
                Optional.of(new RunRequest.Foreseen(id, firing.fireTime())));
        return runner.start(request, stop, shown);
    }

    private Map<String, String> params(Firing firing, JobEntry job) {
        if (firing.cause() != Firing.Cause.WEBHOOK || firing.origin() == null) {
            return Map.of();
        }
        List<String> names = schedules.on(job).map(On::params).orElse(List.of());
        return firings.notifications()
                .payload(firing.origin())
                .map(payload -> Payload.params(payload, names))
                .orElseThrow(() -> new UserMistake("The payload of the notification " + firing.origin()
                        + " is forgotten, which happens after " + TakeNotifications.KEPT.toDays() + " days."));
    }

    private Outcome goOn(Firing firing, Run run, StopSignal stop, Consumer<Progress> shown)
            throws InterruptedException {
        return switch (run.status()) {
            case DONE -> new Outcome.Done(note(run.result()));
            case RUNNING -> new Outcome.Busy("run " + run.id() + " is under way in another process");
            case GIVEN_UP -> new Outcome.Stopped(GIVEN_UP);
            case STOPPED, FAILED, DIED -> {
                firings.began(firing, run.id(), clock.instant());
                LOG.info("{}: run {} goes on from its checkpoint", run.job(), run.id());
                yield outcome(runner.resume(run, Optional.empty(), Wishes.GO_ON.equals(firing.origin()), stop, shown));
            }
        };
    }

    private static Outcome outcome(RunReport report) {
        Run run = report.run();
        RunStatus status = report.status();
        LOG.info(
                "{}: run {} {}{}",
                run.job(),
                run.id(),
                status.label(),
                after(report.result().failure()));
        return switch (status) {
            case DONE -> new Outcome.Done(note(report.result()));
            case STOPPED ->
                new Outcome.Stopped(
                        report.held().isPresent()
                                ? "waits for the word to go on: gantry show " + run.id() + ", gantry resume " + run.id()
                                        + " --go-on"
                                : "its run was stopped; gantry resume " + run.id() + " goes on with it");
            case GIVEN_UP -> new Outcome.Stopped(GIVEN_UP);
            case FAILED, DIED, RUNNING ->
                new Outcome.Failed(
                        report.failure().map(Throwable::getMessage).orElse("failed"),
                        report.failure().filter(UserMistake.class::isInstance).isEmpty());
        };
    }

    private static String after(@Nullable String failure) {
        return failure == null ? "" : ": " + failure;
    }

    private static @Nullable String note(RunResult result) {
        if (result.rejected() > 0) {
            return result.rejected() + (result.rejected() == 1 ? " row was rejected" : " rows were rejected");
        }
        return Boolean.TRUE.equals(result.incomplete()) ? "the result lacks something: see its notes" : null;
    }
}
