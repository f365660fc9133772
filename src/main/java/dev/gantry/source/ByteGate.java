package dev.gantry.source;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the bytes read ahead although nobody knows a value's size before it came: each fetch reserves what the recent
 * large ones took, and settles for what it really took. One fetch is always let through, however large.
 */
final class ByteGate {

    private static final double FORGETTING = 0.99;

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition freed = lock.newCondition();
    private long held;
    private int inside;
    private double expected;

    ByteGate(long limit) {
        this.limit = limit;
    }

    /** Waits for room. Returns what was reserved, to be settled. */
    int enter() throws InterruptedException {
        lock.lock();
        try {
            while (inside > 0 && held + expected > limit) {
                freed.await();
            }
            int reserved = (int) expected;
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
