package dev.gantry.opencloud;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;

import dev.gantry.opencloud.credential.Credential;
import dev.gantry.opencloud.limits.Budgets;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.opencloud.limits.Time;

/** Time that passes when a test says so, or by sleeping alone. */
public final class HandSetTime implements Time {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final boolean passesBySleeping;
    private final boolean isOfEachThread;
    private final List<Duration> sleeps = new ArrayList<>();
    private final PriorityQueue<Long> wakes = new PriorityQueue<>();
    private final ThreadLocal<Long> slept = ThreadLocal.withInitial(() -> 0L);
    private long nanos;

    private HandSetTime(boolean passesBySleeping, boolean isOfEachThread) {
        this.passesBySleeping = passesBySleeping;
        this.isOfEachThread = isOfEachThread;
    }

    /** Sleeping takes no time, but moves the clock: for one thread. */
    public static HandSetTime passingBySleep() {
        return new HandSetTime(true, false);
    }

    /**
     * Sleeping takes no time, but moves the sleeper's own clock: for many threads that share no limit, of which one that
     * the machine neglects would else see all the others' sleeps pass in an instant.
     */
    public static HandSetTime passingForWhoSleeps() {
        return new HandSetTime(true, true);
    }

    /** Sleepers sleep until the test moves the clock: for many threads. */
    public static HandSetTime standing() {
        return new HandSetTime(false, false);
    }

    /** A client that lives in this time. */
    public OpenCloud connect(Connection connection, Quota quota) {
        return OpenCloud.connect(connection, quota, Budgets.in(this));
    }

    /** A client without a budget. */
    public OpenCloud connectUnlimited(URI base, String apiKey, int retries) {
        Map<OperationClass, Quota.Rate> unlimited = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            unlimited.put(each, new Quota.Rate.Unlimited());
        }
        return connect(
                new Connection(Optional.of(base), new Credential.ApiKey(apiKey)),
                new Quota(1, OptionalInt.empty(), unlimited, 16, retries));
    }

    @Override
    public synchronized long nanos() {
        return nanos + slept.get();
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos());
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before sleeping");
        }
        sleeps.add(duration);
        if (isOfEachThread) {
            slept.set(slept.get() + duration.toNanos());
            return;
        }
        long until = nanos + duration.toNanos();
        if (passesBySleeping) {
            nanos = until;
            return;
        }
        wakes.add(until);
        try {
            while (nanos < until) {
                wait();
            }
        } finally {
            wakes.remove(until);
        }
    }

    public synchronized void passes(Duration duration) {
        nanos += duration.toNanos();
        notifyAll();
    }

    /** Moves to where the next sleeper wakes, at most to a moment. Returns whether it moved. */
    public synchronized boolean passesToNextWake(long latest) {
        long next = Math.min(wakes.isEmpty() ? latest : wakes.peek(), latest);
        boolean moves = next > nanos;
        nanos = Math.max(next, nanos);
        notifyAll();
        return moves;
    }

    /** Whether somebody sleeps, and nobody who sleeps should be awake. */
    public synchronized boolean isSleptIn() {
        return !wakes.isEmpty() && wakes.peek() > nanos;
    }

    /** Everything that was slept, in order. */
    synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    public Duration passed() {
        return Duration.ofNanos(nanos());
    }
}
