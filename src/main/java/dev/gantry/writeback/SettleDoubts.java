package dev.gantry.writeback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;

/** Before a run goes on: what was under way when its process ended is settled by reading, and made if it was not. */
record SettleDoubts(StoredEntries entries, Journal journal, SharedState shared, Semaphore atOnce) {

    /** All are settled on return, but for those that are decided when their rows come again. */
    void settle(Iterable<Intent> doubtful) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Intent each : doubtful) {
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

    private void settle(Intent doubtful) throws InterruptedException, Brake.CalledOff {
        atOnce.acquire();
        try {
            switch (Doubt.of(doubtful, entries.get(doubtful.address()))) {
                case Doubt.Done(EntryVersion version) -> end(doubtful, Result.DONE, version);
                case Doubt.NotDone() -> sendAgain(doubtful);
                case Doubt.Changed changed -> {} // decided when its row comes again
            }
        } finally {
            atOnce.release();
        }
    }

    private void sendAgain(Intent intent) throws InterruptedException, Brake.CalledOff {
        switch (new SendIntent(entries, new Brake()).send(intent, true)) {
            case SendIntent.Sent.Done(EntryVersion version) -> end(intent, Result.DONE, version);
            case SendIntent.Sent.Overtaken overtaken -> end(intent, Result.VOID, EntryVersion.NONE);
            case SendIntent.Sent.Unknown unknown -> {} // decided when its row comes again
            case SendIntent.Sent.Refused refusal -> {} // refused again when its row comes again
        }
    }

    private void end(Intent intent, Result result, EntryVersion version) {
        journal.write(new Outcome(intent.change(), intent.row(), intent.address(), result, "", version));
        if (result == Result.DONE) {
            shared.ours().add(intent.address(), version);
            shared.alsoMade();
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
