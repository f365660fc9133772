package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

import dev.gantry.opencloud.HandSetTime;

import static org.awaitility.Awaitility.await;

/** Threads that wait together, in a time that stands until the test moves it. */
final class Crowd implements AutoCloseable {
    private final HandSetTime time;
    private final Callable<?> pass;
    private final List<Thread> waiting = new ArrayList<>();
    private final List<Departure> departures = Collections.synchronizedList(new ArrayList<>());

    Crowd(HandSetTime time, Lane lane) {
        this(time, Lanes.line(time), lane);
    }

    private Crowd(HandSetTime time, Line line, Lane lane) {
        this(time, () -> Lanes.pass(lane, line));
    }

    /** @param pass returns once one is let through */
    Crowd(HandSetTime time, Callable<?> pass) {
        this.time = time;
        this.pass = pass;
    }

    /** One that was let through. */
    record Departure(int number, long nanos) {}

    /** So many more ask, one after the other. */
    void ask(int count) {
        for (int i = 0; i < count; i++) {
            int number = waiting.size();
            waiting.add(Thread.ofPlatform().start(() -> leave(number)));
            settle();
        }
    }

    /** Time passes, and whoever may leave does. */
    void pass(Duration duration) {
        long end = time.nanos() + duration.toNanos();
        settle();
        while (time.passesToNextWake(end)) {
            settle();
        }
    }

    List<Departure> departures() {
        synchronized (departures) {
            return List.copyOf(departures);
        }
    }

    /** How many left since a moment. */
    long leftSince(Duration moment) {
        return departures().stream()
                .filter(one -> one.nanos() >= moment.toNanos())
                .count();
    }

    /** All who still wait give up. Returns once they have. */
    void giveUp() {
        waiting.forEach(Thread::interrupt);
        await().until(() -> waiting.stream().noneMatch(Thread::isAlive));
    }

    @Override
    public void close() {
        giveUp();
    }

    private void leave(int number) {
        try {
            pass.call();
            departures.add(new Departure(number, time.nanos()));
        } catch (InterruptedException givenUp) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Waits until nobody can do anything before the time moves. */
    void settle() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofNanos(20_000)).until(this::isSettled);
    }

    private boolean isSettled() {
        List<Thread> alive = waiting.stream().filter(Thread::isAlive).toList();
        return alive.isEmpty() || (time.isSleptIn() && alive.stream().allMatch(Crowd::isHeld));
    }

    /** A thread whose lock is free has been woken, though it looks as if it waits until a processor has time for it. */
    private static boolean isHeld(Thread thread) {
        Object lock = LockSupport.getBlocker(thread);
        return thread.getState() == Thread.State.WAITING
                && (lock == null || !lock.toString().contains("[State = 0"));
    }
}
