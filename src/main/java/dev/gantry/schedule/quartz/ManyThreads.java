package dev.gantry.schedule.quartz;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.quartz.spi.ThreadPool;

/**
 * A thread for each job that Quartz wakes, and none while there is nothing to do: how many run at once is for {@link
 * WorkOff} to say, which must know of every fire time though all places are taken. Quartz's own pool looks around twice a
 * second for each of its threads.
 */
public final class ManyThreads implements ThreadPool {

    private static final int AVAILABLE = 1_000;

    private final AtomicInteger started = new AtomicInteger();
    private final AtomicBoolean isShut = new AtomicBoolean();

    @Override
    public boolean runInThread(Runnable work) {
        if (isShut.get()) {
            return false;
        }
        Thread.ofPlatform()
                .name("schedule-" + started.incrementAndGet())
                .daemon()
                .start(work);
        return true;
    }

    @Override
    public int blockForAvailableThreads() {
        return AVAILABLE;
    }

    @Override
    public void initialize() {
        // Threads are made when they are needed.
    }

    @Override
    public void shutdown(boolean waitForJobs) {
        isShut.set(true);
    }

    @Override
    public int getPoolSize() {
        return AVAILABLE;
    }

    @Override
    public void setInstanceId(String id) {
        // Threads are named for what they do.
    }

    @Override
    public void setInstanceName(String name) {
        // As above.
    }
}
