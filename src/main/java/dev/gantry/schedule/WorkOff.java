package dev.gantry.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

import dev.gantry.job.Schedule;
import dev.gantry.run.StopSignal;
import dev.gantry.run.state.JobLocks;
import dev.gantry.schedule.quartz.Wakes;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** Runs what is due of a job, one firing after the other, and writes down how each ended and what follows from that. */
final class WorkOff {

    private static final Duration UNTIL_NOT_BUSY = Duration.ofSeconds(15);

    private final PlanFirings plan;
    private final JobBook book;
    private final Firings firings;
    private final Chains chains;
    private final JobSchedules schedules;
    private final Starts starts;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Semaphore places;
    private final Function<String, Optional<JobLocks.Held>> turns;
    private final Set<String> working = ConcurrentHashMap.newKeySet();
    private final Map<Long, LiveRun> live = new ConcurrentHashMap<>();
    private volatile boolean isEnding;

    /** @param atOnce how many jobs run at the same time */
    WorkOff(PlanFirings plan, Chains chains, Starts starts, TransactionOperations transactions, int atOnce) {
        this(plan, chains, starts, transactions, atOnce, job -> Optional.of(JobLocks.ALONE));
    }

    /** @param turns see to it that nobody else works on a job, in whatever process */
    WorkOff(
            PlanFirings plan,
            Chains chains,
            Starts starts,
            TransactionOperations transactions,
            int atOnce,
            Function<String, Optional<JobLocks.Held>> turns) {
        this.plan = plan;
        this.book = plan.book();
        this.firings = plan.firings();
        this.schedules = plan.schedules();
        this.chains = chains;
        this.starts = starts;
        this.transactions = transactions;
        this.clock = plan.clock();
        this.places = new Semaphore(atOnce, true);
        this.turns = turns;
    }

    /** Does nothing where somebody works on the job already; nobody else does so meanwhile. */
    void work(String job, Wakes wakes) throws InterruptedException {
        Optional<JobLocks.Held> turn = turns.apply(job);
        if (turn.isEmpty()) {
            return;
        }
        working.add(job);
        try (JobLocks.Held held = turn.get()) {
            recover(job);
            plan.plan(job, firings.open(job).isEmpty() ? Due.Standing.FREE : Due.Standing.WAITING);
            while (!isEnding && runNext(job, held, wakes)) {
                plan.plan(job, Due.Standing.RUNNING);
            }
        } finally {
            working.remove(job);
            if (!isEnding) {
                plan.next(job).ifPresentOrElse(next -> wakes.at(job, next), () -> wakes.forget(job));
            }
        }
    }

    /** Nobody works on the job but we, so what is said to run died with its process. */
    private void recover(String job) {
        firings.open(job).stream()
                .filter(firing -> firing.state() == Firing.State.RUNNING)
                .forEach(
                        dead -> firings.postpone(dead, clock.instant(), dead.failures(), "its process ended; goes on"));
    }

    /** Returns whether there was one. */
    private boolean runNext(String job, JobLocks.Held turn, Wakes wakes) throws InterruptedException {
        Optional<JobEntry> entry = book.find(job);
        Optional<Firing> next = entry.flatMap(found -> firings.nextDue(job, clock.instant(), found.isPaused()));
        if (next.isEmpty()) {
            return false;
        }
        places.acquire();
        try {
            if (!isEnding) {
                run(next.get(), entry.get(), turn).forEach(follower -> wakes.at(follower, clock.instant()));
            }
            return !isEnding;
        } finally {
            places.release();
        }
    }

    /** Returns the jobs that have something to do after it. */
    private List<String> run(Firing firing, JobEntry entry, JobLocks.Held turn) throws InterruptedException {
        Optional<Schedule> schedule = schedules.of(entry);
        StopSignal stop = new StopSignal();
        Instant now = clock.instant();
        LiveRun running =
                new LiveRun(firing, now, schedule.flatMap(Schedule::timeLimit).map(now::plus), stop);
        live.put(firing.id(), running);
        if (isEnding) {
            stop.give();
        }
        try {
            Outcome outcome = starts.start(firing, entry, stop, running::show);
            return transactions.execute(status -> {
                List<String> followers = settle(firing, schedule, running, outcome);
                // Who was taken over has lost the sessions, too, so what passes this is committed before, or not at
                // all.
                turn.check();
                return followers;
            });
        } finally {
            live.remove(firing.id());
        }
    }

    private List<String> settle(Firing firing, Optional<Schedule> schedule, LiveRun running, Outcome outcome) {
        Instant now = clock.instant();
        switch (outcome) {
            case Outcome.Done done -> {
                end(firing, Firing.State.DONE, firing.failures(), now, done.note());
                return Wishes.undone(firing.origin()).isPresent() ? List.of() : chains.follow(firing, now);
            }
            case Outcome.Failed failed -> fail(firing, schedule, failed, now);
            case Outcome.Stopped stopped -> stopped(firing, schedule, running, stopped, now);
            case Outcome.CutOff cutOff ->
                firings.postpone(firing, now.plus(UNTIL_NOT_BUSY), firing.failures(), cutOff.reason());
            case Outcome.Busy busy -> busy(firing, schedule, busy, now);
        }
        return List.of();
    }

    private void fail(Firing firing, Optional<Schedule> schedule, Outcome.Failed failed, Instant now) {
        int failures = firing.failures() + 1;
        Optional<Schedule.Retry> retry =
                schedule.map(Schedule::retry).filter(policy -> failed.isWorthRetrying() && failures <= policy.times());
        if (retry.isPresent()) {
            firings.postpone(firing, now.plus(retry.get().delay()), failures, failed.reason());
        } else {
            end(firing, Firing.State.FAILED, failures, now, failed.reason());
        }
    }

    private void stopped(
            Firing firing, Optional<Schedule> schedule, LiveRun running, Outcome.Stopped stopped, Instant now) {
        if (running.isOverLimit()) {
            String limit = schedule.flatMap(Schedule::timeLimit).map(Tell::text).orElse("");
            fail(
                    firing,
                    schedule,
                    new Outcome.Failed("stopped at a checkpoint by its time limit of " + limit, true),
                    now);
        } else if (isEnding && running.stop().isGiven()) {
            firings.postpone(
                    firing, now, firing.failures(), "stopped at a checkpoint with gantry serve, which goes on with it");
        } else {
            end(firing, Firing.State.STOPPED, firing.failures(), now, stopped.reason());
        }
    }

    private void busy(Firing firing, Optional<Schedule> schedule, Outcome.Busy busy, Instant now) {
        boolean isToSkip = firing.run() == null
                && firing.cause() != Firing.Cause.MANUAL
                && firing.cause() != Firing.Cause.WEBHOOK
                && schedule.map(Schedule::overlap).orElse(Schedule.Overlap.SKIP) == Schedule.Overlap.SKIP;
        if (isToSkip) {
            end(firing, Firing.State.SKIPPED, firing.failures(), now, busy.reason() + "; overlap: skip");
        } else {
            firings.postpone(firing, now.plus(UNTIL_NOT_BUSY), firing.failures(), busy.reason());
        }
    }

    private void end(Firing firing, Firing.State state, int failures, Instant now, @Nullable String reason) {
        firings.end(firing, state, failures, now, reason);
        if (firing.cause() == Firing.Cause.WEBHOOK && firing.origin() != null) {
            firings.notifications().forgetIfDone(firing.origin());
        }
        plan.tell().ended(firings.get(firing.id()), state, reason);
    }

    boolean isWorkingOn(String job) {
        return working.contains(job);
    }

    boolean isIdle() {
        return working.isEmpty();
    }

    /** What runs just now, the oldest first. */
    List<LiveRun> live() {
        return live.values().stream()
                .sorted(Comparator.comparing(LiveRun::since))
                .toList();
    }

    /** Stops what has run for too long. */
    void keepLimits() {
        live.values().forEach(running -> running.stopIfOverLimit(clock.instant()));
    }

    /** Starts nothing more, and asks what runs to stop at its next checkpoint. Returns how many runs that are. */
    int end() {
        isEnding = true;
        List<LiveRun> running = live();
        running.forEach(each -> each.stop().give());
        return running.size();
    }
}
