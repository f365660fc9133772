package dev.gantry.dashboard.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.gantry.run.shown.KeptBackups;
import dev.gantry.schedule.Schedules;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks into the repositories now and then, beside those who ask: an object store may take its time. Safe for many threads. */
final class LookAtBackups {

    private static final Logger LOG = LoggerFactory.getLogger(LookAtBackups.class);
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final KeptBackups backups;
    private final Schedules schedules;
    private final Clock clock;
    private Looked last = new Looked(List.of(), Instant.EPOCH);
    private @Nullable CompletableFuture<Looked> looking;

    LookAtBackups(KeptBackups backups, Schedules schedules, Clock clock) {
        this.backups = backups;
        this.schedules = schedules;
        this.clock = clock;
    }

    /**
     * What there was.
     *
     * @param at when it was looked; the epoch: nobody has seen anything yet
     */
    record Looked(List<KeptBackups.Place> places, Instant at) {}

    /** What is known, after a moment of waiting at most. */
    Looked look() {
        CompletableFuture<Looked> now = begin();
        try {
            return now.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillLooking) {
            return known();
        } catch (ExecutionException failed) {
            LOG.error("The backups could not be looked at; they are again in a moment.", failed.getCause());
            return known();
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return known();
        }
    }

    private synchronized Looked known() {
        return last;
    }

    private synchronized CompletableFuture<Looked> begin() {
        CompletableFuture<Looked> before = looking;
        if (before != null && !before.isDone()) {
            return before;
        }
        if (last.at().plus(FRESH).isAfter(clock.instant())) {
            return CompletableFuture.completedFuture(last);
        }
        CompletableFuture<Looked> begun = new CompletableFuture<>();
        looking = begun;
        Thread.ofVirtual().name("look-at-backups").start(() -> end(begun));
        return begun;
    }

    private void end(CompletableFuture<Looked> begun) {
        try {
            Looked seen = new Looked(backups.of(schedules.jobs()), clock.instant());
            synchronized (this) {
                last = seen;
            }
            begun.complete(seen);
        } catch (RuntimeException failed) {
            begun.completeExceptionally(failed);
        }
    }
}
