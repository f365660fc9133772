package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Begin;

/** Before a run goes on: what was under way when its process ended is settled, all of it side by side. */
record SettleDoubts(Making<?> making, Journal journal, Semaphore atOnce) {

    /** All are settled on return, but for those that are decided when their rows come again. */
    void settle(List<Begin> doubtful) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Begin each : doubtful) {
                all.add(threads.submit(() -> {
                    settle(each);
                    return null;
                }));
            }
            awaitAll(all, threads);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while changes were settled", interrupted);
        }
        journal.flush();
    }

    private void settle(Begin doubtful) throws InterruptedException {
        atOnce.acquire();
        try {
            making.settle(doubtful, journal);
        } finally {
            atOnce.release();
        }
    }

    /** The first failure ends the others; what they have under way is settled the next time. */
    private static void awaitAll(List<Future<?>> all, ExecutorService threads) throws InterruptedException {
        try {
            for (Future<?> each : all) {
                each.get();
            }
        } catch (ExecutionException failed) {
            threads.shutdownNow();
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            throw interrupted;
        }
    }
}
