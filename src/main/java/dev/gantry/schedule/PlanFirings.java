package dev.gantry.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import dev.gantry.job.Schedule;
import org.springframework.transaction.support.TransactionOperations;

/** Writes down the firings of a job that are due by its schedule, and says when there is something to do next. */
record PlanFirings(
        JobBook book,
        Firings firings,
        JobSchedules schedules,
        Tell tell,
        TransactionOperations transactions,
        Clock clock) {

    /** Decides about all fire times up to now. */
    void plan(String job, Due.Standing standing) {
        transactions.executeWithoutResult(status -> {
            Optional<JobEntry> entry = book.find(job).filter(found -> !found.isPaused());
            Optional<Schedule> schedule = entry.flatMap(schedules::of);
            schedule.flatMap(FireTimes::of).ifPresent(times -> plan(entry.get(), schedule.get(), times, standing));
        });
    }

    private void plan(JobEntry entry, Schedule schedule, FireTimes times, Due.Standing standing) {
        Instant now = clock.instant();
        List<Due.Decision> decided = Due.decide(times, schedule, entry.handled(), now, standing);
        if (decided.isEmpty() || !book.handle(entry, decided.getLast().until())) {
            return;
        }
        for (Due.Decision each : decided) {
            switch (each) {
                case Due.Decision.Fire fire ->
                    firings.add(
                            entry.job(),
                            Firing.Cause.SCHEDULE,
                            null,
                            fire.at(),
                            fire.at().plus(jitter(entry.job(), fire.at(), schedule.jitter())));
                case Due.Decision.Pass pass -> {
                    String reason = reason(pass);
                    Firing passed = firings.addSkipped(entry.job(), Firing.Cause.SCHEDULE, pass.last(), now, reason);
                    if (pass.why() != Due.Why.MADE_UP_FOR) {
                        tell.ended(passed, Firing.State.SKIPPED, reason);
                    }
                }
            }
        }
        firings.prune(entry.job());
    }

    /** The same after a restart, so that nothing is drawn twice. */
    private static Duration jitter(String job, Instant fireTime, Duration most) {
        return Duration.ofMillis(new SplittableRandom(Objects.hash(job, fireTime)).nextLong(most.toMillis() + 1));
    }

    private static String reason(Due.Decision.Pass pass) {
        String which = pass.count() == 1
                ? "this fire time"
                : (pass.count() >= Due.MOST ? "the last " : "") + pass.count() + " fire times from " + pass.first()
                        + " to this one";
        return switch (pass.why()) {
            case MISSED -> which + " passed while the schedule was not served; missed: skip";
            case MADE_UP_FOR ->
                which + " passed while the schedule was not served; missed: once, so the next one makes up for "
                        + (pass.count() == 1 ? "it" : "them");
            case OVERLAPPED -> which + " came while a run of the job was not over; overlap: skip";
        };
    }

    /** When the job has something to do next; empty: nothing by itself. */
    Optional<Instant> next(String job) {
        Optional<JobEntry> entry = book.find(job);
        boolean isPaused = entry.map(JobEntry::isPaused).orElse(false);
        Stream<Instant> waiting = firings.open(job).stream()
                .filter(firing -> firing.state() == Firing.State.WAITING)
                .filter(firing -> !isPaused || firing.cause() == Firing.Cause.MANUAL)
                .map(Firing::due);
        Stream<Instant> fireTime = entry
                .filter(found -> !isPaused)
                .flatMap(found ->
                        schedules.of(found).flatMap(FireTimes::of).flatMap(times -> times.after(found.handled())))
                .stream();
        return entry.flatMap(found -> Stream.concat(waiting, fireTime).min(Instant::compareTo));
    }
}
