package dev.gantry.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.gantry.job.UserMistake;
import dev.gantry.run.ServiceLock;
import dev.gantry.run.SpreadWork;
import dev.gantry.run.state.JobLocks;
import dev.gantry.run.state.TakenOver;
import dev.gantry.schedule.quartz.QuartzStore;
import dev.gantry.schedule.quartz.QuartzWakes;
import dev.gantry.schedule.quartz.SpreadByQuartz;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code gantry serve}, as far as it runs jobs: wakes them at their times, keeps an eye on their files, and ends orderly.
 * What waits or was cut off when the last one ended is gone on with at the start.
 */
public final class Service implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    /** A wake that was lost with the database is made up for after a minute. */
    private static final int LOOKS_BETWEEN_WAKES = 30;

    private static final int LOOKS_BETWEEN_EVICTIONS = 2;

    /** No job can be called this. */
    private static final String TURN = ".adopt";

    private static final Duration BETWEEN_GLANCES = Duration.ofMillis(50);

    private final QuartzStore store;
    private final SpreadByQuartz spread;
    private final SpreadWork spreadWork;
    private final ServiceLock lock;
    private final WorkOff work;
    private final PlanFirings plan;
    private final AdoptJobs adopt;
    private final TellOnTime telling;
    private final KeepMinutes minutes;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("look-after-jobs").factory());
    private String unreadable = "";
    private Set<String> known = Set.of();
    private int looked;
    private volatile @Nullable Instant lastLook;
    private @Nullable QuartzWakes wakes;
    private @Nullable JobFolder folder;

    Service(
            QuartzStore store,
            SpreadByQuartz spread,
            SpreadWork spreadWork,
            ServiceLock lock,
            WorkOff work,
            PlanFirings plan,
            AdoptJobs adopt,
            TellOnTime telling,
            Minutes minutes) {
        this.store = store;
        this.spread = spread;
        this.spreadWork = spreadWork;
        this.lock = lock;
        this.work = work;
        this.plan = plan;
        this.adopt = adopt;
        this.telling = telling;
        this.minutes = new KeepMinutes(minutes, work::live, plan.clock());
    }

    /**
     * Begins to run the jobs of a folder by their schedules.
     *
     * @throws dev.gantry.run.AlreadyRunning if another process does on this state, and only one can
     */
    public void start(Path jobs) throws InterruptedException {
        lock.take();
        QuartzWakes quartz = QuartzWakes.on(store, this::work);
        wakes = quartz;
        JobFolder read = new JobFolder(jobs, plan.schedules());
        folder = read;
        inTurn(() -> adopt.adopt(read.read()));
        plan.book().problems().values().forEach(Service::tellOfProblem);
        telling.start();
        if (lock.isShared()) {
            spread.open(spreadWork);
        }
        quartz.start(names());
        names().forEach(this::wakeWhenDue);
        lastLook = plan.clock().instant();
        var unused = looks.scheduleWithFixedDelay(
                this::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void work(String job) throws InterruptedException {
        try {
            work.work(job, wakes());
        } catch (TakenOver lost) {
            LOG.warn("{}: {}", job, lost.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("The schedule of {} met with a failure; it is looked at again in a moment.", job, failed);
        }
    }

    private Set<String> names() {
        return plan.book().all().stream().map(JobEntry::job).collect(Collectors.toSet());
    }

    private void look() {
        try {
            work.keepLimits();
            Instant now = plan.clock().instant();
            plan.firings().jobsDue(now).stream().filter(this::isIdle).forEach(job -> wakes().at(job, now));
            if (++looked % LOOKS_BETWEEN_WAKES == 0) {
                names().forEach(this::wakeWhenDue);
                tellOfDifferences();
            }
            if (looked % LOOKS_BETWEEN_EVICTIONS == 0) {
                lock.evict();
            }
            lookAtFolder();
            minutes.keep();
            lastLook = plan.clock().instant();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.error("The jobs could not be looked after; they are again in {} s.", BETWEEN_LOOKS.toSeconds(), failed);
        }
    }

    /** Whether nobody works on a job, here or elsewhere. */
    private boolean isIdle(String job) {
        return !work.isWorkingOn(job) && !lock.isWorkedOn(job);
    }

    /** One machine at a time takes over what files say. */
    private <T> T inTurn(Supplier<T> adopting) throws InterruptedException {
        Optional<JobLocks.Held> turn = lock.work(TURN);
        while (turn.isEmpty()) {
            Thread.sleep(BETWEEN_GLANCES);
            turn = lock.work(TURN);
        }
        try (JobLocks.Held held = turn.get()) {
            return adopting.get();
        }
    }

    /** Where machines do not have the same files, the one whose file was taken in last has its way. */
    private void tellOfDifferences() {
        if (folder == null || !lock.isShared()) {
            return;
        }
        Set<String> differing = adopt.differing(folder.read());
        if (!differing.equals(known)) {
            known = differing;
            differing.forEach(job -> LOG.warn(
                    "{} runs as another machine's file has it, which is not as the one of this machine. Give all machines"
                            + " the same job files; what is taken in last is what runs.",
                    job));
        }
    }

    private void lookAtFolder() throws InterruptedException {
        try {
            if (folder != null && folder.hasChanged()) {
                adopt(folder.read());
            }
            unreadable = "";
        } catch (UserMistake gone) {
            if (!unreadable.equals(gone.getMessage())) {
                unreadable = String.valueOf(gone.getMessage());
                LOG.error("{} Until then all jobs stay as they were.", unreadable);
            }
        }
    }

    private void adopt(JobFolder.Contents contents) throws InterruptedException {
        AdoptJobs.Adopted adopted = inTurn(() -> adopt.adopt(contents));
        adopted.problems().values().forEach(Service::tellOfProblem);
        adopted.removed().forEach(job -> {
            LOG.warn("{} is no longer scheduled: its file is gone.", job);
            wakes().forget(job);
        });
        adopted.changed().forEach(job -> {
            LOG.info("{} is new or has changed.", job);
            wakeWhenDue(job);
        });
    }

    private static void tellOfProblem(String problem) {
        LOG.error("{}\nUntil that is mended, what was right of it before goes on.", problem);
    }

    /** A job that is at work says itself when it is to be woken next. */
    private void wakeWhenDue(String job) {
        if (isIdle(job)) {
            boolean isOpen = !plan.firings().open(job).isEmpty();
            Optional<Instant> next = isOpen ? Optional.of(plan.clock().instant()) : plan.next(job);
            next.ifPresentOrElse(moment -> wakes().at(job, moment), () -> wakes().forget(job));
        }
    }

    /** When the jobs were looked after last, which is every two seconds; empty before the start. */
    public Optional<Instant> lastLook() {
        return Optional.ofNullable(lastLook);
    }

    /** What runs just now, the oldest first. */
    public List<LiveRun> live() {
        return work.live();
    }

    /**
     * Ends: starts nothing more and stops what runs at its next checkpoint. The next service goes on with it.
     *
     * @param patience how long to wait for that
     * @return whether nothing had to be stopped; whether all that had to was
     */
    public Ended end(Duration patience) throws InterruptedException {
        looks.shutdownNow();
        if (wakes != null) {
            wakes.end();
        }
        spread.end();
        int stopped = work.end();
        long until = System.nanoTime() + patience.toNanos();
        while (!isIdle() && System.nanoTime() < until) {
            Thread.sleep(BETWEEN_GLANCES);
        }
        return new Ended(stopped, isIdle());
    }

    private boolean isIdle() {
        return work.isIdle() && spread.isIdle();
    }

    /**
     * How a service has ended.
     *
     * @param stopped runs that were under way
     * @param isWhole whether all of them came to a checkpoint in time
     */
    public record Ended(int stopped, boolean isWhole) {}

    private QuartzWakes wakes() {
        if (wakes == null) {
            throw new IllegalStateException("the service has not started");
        }
        return wakes;
    }

    @Override
    public void close() {
        looks.shutdownNow();
        telling.close();
        if (wakes != null) {
            wakes.close();
        }
        lock.close();
    }
}
