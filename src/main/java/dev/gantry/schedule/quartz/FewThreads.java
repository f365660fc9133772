package dev.gantry.schedule.quartz;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.quartz.spi.ThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many threads and no more, which are there while they work. While one does, this machine waits a second before it takes more, so
 * that a machine that has nothing to do comes first.
 */
public final class FewThreads implements ThreadPool {

    private static final Logger LOG = LoggerFactory.getLogger(FewThreads.class);

    /** As long as a machine that has nothing to do waits between two looks: see {@link QuartzStore}. */
    private static final long SECONDS_FOR_OTHERS = 1;

    private final AtomicInteger started = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition changed = turn.newCondition();
    private int most = 1;
    private int busy;
    private boolean isShut;

    /** For Quartz, which reads it from its properties. */
    public void setMost(int most) {
        this.most = most;
    }

    @Override
    public boolean runInThread(Runnable work) {
        turn.lock();
        try {
            if (isShut) {
                return false;
            }
            busy++;
        } finally {
            turn.unlock();
        }
        Thread.ofPlatform()
                .name("partition-" + started.incrementAndGet())
                .daemon()
                .start(() -> {
                    try {
                        work.run();
                    } finally {
                        free();
                    }
                });
        return true;
    }

    private void free() {
        turn.lock();
        try {
            busy--;
            changed.signalAll();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int blockForAvailableThreads() {
        turn.lock();
        try {
            long nanosForOthers = TimeUnit.SECONDS.toNanos(SECONDS_FOR_OTHERS);
            while (busy > 0 && nanosForOthers > 0 && !isShut) {
                nanosForOthers = changed.awaitNanos(nanosForOthers);
            }
            while (busy >= most && !isShut) {
                changed.await();
            }
            return Math.max(1, most - busy);
        } catch (InterruptedException ending) {
            LOG.debug("no thread is waited for any more", ending);
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void initialize() {
        // Threads are made when they are needed.
    }

    @Override
    public void shutdown(boolean waitForJobs) {
        turn.lock();
        try {
            isShut = true;
            changed.signalAll();
        } finally {
            turn.unlock();
        }
    }

    @Override
    public int getPoolSize() {
        return most;
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
