package dev.gantry.sink.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** Does tasks on so many threads, which is also how often each of them may take its share of the heap. */
public record SideBySide(int threads) {
    /** What writing a file takes with its row group, its columns' buffers and what it reads. */
    private static final long HEAP_OF_ONE = 96L << 20;

    private static final int MOST = 8;

    public SideBySide {
        if (threads < 1) {
            throw new IllegalArgumentException("a task needs a thread, found " + threads);
        }
    }

    /** As many as there are processors and the heap has room for. */
    public static SideBySide ofThisMachine() {
        Runtime machine = Runtime.getRuntime();
        long room = machine.maxMemory() / HEAP_OF_ONE;
        return new SideBySide(Math.clamp(Math.min(room, machine.availableProcessors()), 1, MOST));
    }

    /**
     * The results in the order of the tasks. After a failure no further task begins, those that run are waited for, and the failure
     * of the earliest task is thrown.
     */
    public <T> List<T> all(List<? extends Callable<T>> tasks) throws InterruptedException {
        if (threads == 1 || tasks.size() <= 1) {
            List<T> results = new ArrayList<>();
            for (Callable<T> task : tasks) {
                results.add(done(task));
            }
            return results;
        }
        AtomicBoolean failed = new AtomicBoolean();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, tasks.size()))) {
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(pool.submit(() -> unlessFailed(task, failed)));
            }
            return results(futures, failed);
        }
    }

    private static <T> T unlessFailed(Callable<T> task, AtomicBoolean failed) throws Exception {
        if (failed.get()) {
            throw new NotBegun();
        }
        try {
            return task.call();
        } catch (Throwable e) {
            failed.set(true);
            throw e;
        }
    }

    private static <T> List<T> results(List<Future<T>> futures, AtomicBoolean failed) throws InterruptedException {
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException first) {
            throw Failures.unchecked(begun(first, futures));
        } finally {
            failed.set(true); // of no consequence if all are done; after an interrupt the rest need not begin
        }
    }

    /** The first failure that is one: a task that did not begin says nothing. */
    private static <T> Throwable begun(ExecutionException first, List<Future<T>> futures) throws InterruptedException {
        Throwable cause = Failures.cause(first);
        for (Future<T> future : futures) {
            if (!(cause instanceof NotBegun)) {
                return cause;
            }
            try {
                future.get();
            } catch (ExecutionException e) {
                cause = Failures.cause(e);
            }
        }
        return cause;
    }

    private static <T> T done(Callable<T> task) throws InterruptedException {
        try {
            return task.call();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw Failures.unchecked(e);
        }
    }

    private static final class NotBegun extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
