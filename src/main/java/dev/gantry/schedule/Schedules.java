package dev.gantry.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gantry.job.Job;
import dev.gantry.job.UserMistake;
import dev.gantry.run.ServiceLock;

/** What the schedules are and have done, and what may be changed of them while they are served or not. */
public final class Schedules {

    private final JobBook book;
    private final Firings firings;
    private final JobSchedules schedules;
    private final PlanFirings plan;
    private final ServiceLock lock;
    private final Clock clock;

    Schedules(PlanFirings plan, ServiceLock lock) {
        this.book = plan.book();
        this.firings = plan.firings();
        this.schedules = plan.schedules();
        this.plan = plan;
        this.lock = lock;
        this.clock = plan.clock();
    }

    /** Every job that the service knows, by name. */
    public List<Scheduled> all() {
        return book.all().stream().map(this::scheduled).toList();
    }

    private Scheduled scheduled(JobEntry entry) {
        return new Scheduled(
                entry.job(),
                entry.file(),
                schedules.of(entry),
                schedules.on(entry),
                entry.isPaused(),
                plan.next(entry.job()),
                firings.newest(entry.job(), 1).stream().findFirst());
    }

    /** One of them. */
    public Optional<Scheduled> find(String job) {
        return book.find(job).map(this::scheduled);
    }

    /** The jobs themselves, by name, as they were when their files were right last. */
    public List<Job<?, ?, ?>> jobs() {
        return book.all().stream()
                .flatMap(entry -> schedules.job(entry).stream())
                .toList();
    }

    /** What is wrong with files of the folder, by file. */
    public Map<String, String> problems() {
        return book.problems();
    }

    /** Whether a service keeps the schedules just now. */
    public boolean areServed() {
        return lock.isHeld();
    }

    /** What became of each time that a job was due, the newest first. */
    public List<Firing> history(String job, int most) {
        return firings.newest(existing(job).job(), most);
    }

    /** One time that a job was due. */
    public Optional<Firing> firing(long id) {
        return firings.find(id);
    }

    /** From now on the job is not started by itself; what runs goes on. */
    public void pause(String job) {
        book.pause(existing(job).job());
    }

    /** From now on it is, again; what came meanwhile is passed over. */
    public void resume(String job) {
        book.resume(existing(job).job(), clock.instant());
    }

    /** Has the service run the job within a few seconds, paused or not, after what it has in hand of the job. */
    public Firing runNow(String job) {
        Instant now = clock.instant();
        return firings.add(existing(job).job(), Firing.Cause.MANUAL, null, now, now);
    }

    private JobEntry existing(String job) {
        return book.find(job)
                .orElseThrow(() -> new UserMistake("gantry serve knows no job " + job + ". "
                        + (book.all().isEmpty()
                                ? "It has not been started in this folder yet."
                                : "gantry schedule list --all lists those it knows.")));
    }
}
