package dev.gantry.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.gantry.run.Run;
import dev.gantry.run.RunLedger;
import dev.gantry.run.ServiceLock;
import dev.gantry.run.state.JobLocks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what is to be told, on a thread of its own, and looks for jobs that have not succeeded for too long. */
final class TellOnTime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TellOnTime.class);
    /** No job can be called this. */
    private static final String TURN = ".tell";

    private static final Duration BETWEEN_SENDINGS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final PlanFirings plan;
    private final RunLedger ledger;
    private final ServiceLock lock;
    private final Supplier<SendNotices> opening;
    private final Instant since;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tell").factory());

    /** @param opening finds the webhooks, which only who tells needs */
    TellOnTime(PlanFirings plan, RunLedger ledger, ServiceLock lock, Supplier<SendNotices> opening) {
        this.plan = plan;
        this.ledger = ledger;
        this.lock = lock;
        this.opening = opening;
        this.since = plan.clock().instant();
    }

    void start() {
        SendNotices sending = opening.get();
        var unusedLooking = clock.scheduleWithFixedDelay(
                () -> safely(this::look), 0, BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        var unusedSending = clock.scheduleWithFixedDelay(
                () -> safely(sending::send), 0, BETWEEN_SENDINGS.toMillis(), TimeUnit.MILLISECONDS);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private static void safely(Work work) {
        try {
            work.run();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.error("What is to be told could not be looked after; it is kept, and is again in a moment.", failed);
        }
    }

    /** One machine at a time, so that what it finds is told once. */
    private void look() {
        Optional<JobLocks.Held> turn = lock.work(TURN);
        if (turn.isPresent()) {
            try (JobLocks.Held held = turn.get()) {
                lookAlone();
            }
        }
    }

    private void lookAlone() {
        Instant now = plan.clock().instant();
        plan.tell().notices().prune(now.minus(REMEMBERED));
        plan.firings().notifications().prune(now.minus(TakeNotifications.KEPT), now.minus(TakeNotifications.KNOWN));
        plan.book().all().stream()
                .filter(job -> plan.tell()
                        .of(job)
                        .filter(each -> each.staleAfter().isPresent())
                        .isPresent())
                .forEach(job -> plan.tell()
                        .ifStale(
                                job,
                                ledger.newestDone(job.job()).map(Run::started).orElse(since)));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
