package dev.gantry.source.walk;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes read ahead although nobody knows a value's size before it came: each fetch reserves what the recent
 * large ones took, and settles for what it really took. Until sizes are known fetches are taken to be large, half as
 * large with each that came. One fetch is always let through, however large.
 */
final class ByteGate {

    private static final double FORGETTING = 0.99;
    private static final int AT_FIRST = 4;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private long held;
    private int inside;
    private double expected;
    private double feared;

    ByteGate(long limit) {
        this.limit = limit;
        this.feared = (double) limit / AT_FIRST;
    }

    /** Waits for room. Returns what was reserved, to be settled. */
    int enter() throws InterruptedException {
        lock.lock();
        try {
            while (inside > 0 && held + Math.max(expected, feared) > limit) {
                freed.await();
            }
            int reserved = (int) Math.max(expected, feared);
            held += reserved;
            inside++;
            return reserved;
        } finally {
            lock.unlock();
        }
    }

    /** A fetch is done: what it took replaces what it reserved. */
    void settle(int reserved, int bytes) {
        lock.lock();
        try {
            held += bytes - reserved;
            expected = Math.max(bytes, expected * FORGETTING);
            feared /= 2;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A fetched thing has been handed over. */
    void release(int bytes) {
        lock.lock();
        try {
            held -= bytes;
            inside--;
            freed.signal();
        } finally {
            lock.unlock();
        }
    }
}
