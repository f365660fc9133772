package dev.gantry.writeback.act;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** Does things side by side, those of one lane one after the other. */
final class Lanes {

    private Lanes() {}

    /** What is done with one of them. */
    interface Deed<T> {
        void to(T thing) throws InterruptedException;
    }

    /**
     * Returns when all are done. The first failure lets no further one begin, but those under way end, so that it is known what
     * became of them.
     */
    static <T> void each(Collection<? extends List<T>> lanes, Semaphore atOnce, Deed<T> deed)
            throws InterruptedException {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<T> lane : lanes) {
                threads.execute(() -> follow(lane, atOnce, deed, failure));
            }
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while changes were made");
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case InterruptedException interrupted -> throw interrupted;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private static <T> void follow(
            List<T> lane, Semaphore atOnce, Deed<T> deed, AtomicReference<@Nullable Throwable> failure) {
        for (T thing : lane) {
            try {
                atOnce.acquire();
                try {
                    if (failure.get() != null) {
                        return;
                    }
                    deed.to(thing);
                } finally {
                    atOnce.release();
                }
            } catch (InterruptedException | RuntimeException | Error failed) {
                failure.compareAndSet(null, failed);
                return;
            }
        }
    }
}
