package dev.gantry.writeback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import dev.gantry.files.DiskFailed;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.EntryVersion;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Intent;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import dev.gantry.writeback.journal.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Makes the changes of one partition, a chunk at a time: those of one entry in the order of their rows, all others side by side.
 * On return every intent of the chunk has its outcome and both are durable, so the checkpoint never leaves a change in doubt.
 */
final class ChangeWriter implements ItemStreamWriter<List<Row>>, RefusesLate {

    private static final String LENGTH = "gantry.journal.length";
    private static final String NEWEST = "gantry.journal.changes";

    private final Edit edit;
    private final SharedState shared;
    private final Path file;
    private final long firstNumber;
    private final StoredEntries entries;
    private final Semaphore atOnce;
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private @Nullable Journal journal;
    private Recovery recovery = Recovery.none();
    private long newest;

    /** @param firstNumber below those of its changes, which no other partition has */
    ChangeWriter(Edit edit, SharedState shared, Path file, long firstNumber) {
        this.edit = edit;
        this.shared = shared;
        this.file = file;
        this.firstNumber = firstNumber;
        this.entries = new StoredEntries(shared.writing().cloud());
        this.atOnce = new Semaphore(shared.writing().cloud().concurrency());
    }

    @Override
    public void open(ExecutionContext context) {
        close();
        newest = context.getLong(NEWEST, firstNumber);
        if (Files.exists(file)) {
            refuseAnothers();
            long checkpoint = context.getLong(LENGTH, 0);
            journal = Journal.reopen(file, checkpoint);
            recovery = Recovery.of(file, checkpoint);
            newest = Math.max(newest, recovery.newest());
            settle();
            recovery = Recovery.of(file, checkpoint);
        } else if (context.containsKey(LENGTH)) {
            throw new DiskFailed(
                    "the journal " + file + " is gone, and with it what this run has changed. Put it back from a"
                            + " copy if there is one; else look at the entries before the job is run again.");
        } else {
            journal = Journal.create(file, shared.writing().head());
        }
    }

    private void refuseAnothers() {
        try (JournalFile found = JournalFile.open(file)) {
            String run = found.head().run();
            if (!run.equals(shared.writing().head().run())) {
                throw new DiskFailed(
                        "the journal " + file + " is of another run (" + run + "), whose number came again because"
                                + " the state folder's database was removed. Move it away, then run the job again.");
            }
        }
    }

    /** Before anything else: what was under way when the process ended is settled, and made if it was not. */
    private void settle() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (Intent doubtful : shared.writing().onlyPlans() ? List.<Intent>of() : recovery.doubtful()) {
                all.add(threads.submit(() -> {
                    settle(doubtful);
                    return null;
                }));
            }
            awaitAll(all, threads);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while changes were settled", interrupted);
        }
        opened().flush();
    }

    private void settle(Intent doubtful) throws InterruptedException {
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

    private void sendAgain(Intent intent) throws InterruptedException {
        switch (new SendIntent(entries).send(intent, true)) {
            case SendIntent.Sent.Done(EntryVersion version) -> end(intent, Result.DONE, version);
            case SendIntent.Sent.Overtaken overtaken -> end(intent, Result.VOID, EntryVersion.NONE);
            case SendIntent.Sent.Unknown unknown -> {} // decided when its row comes again
            case SendIntent.Sent.Refused refusal -> {} // refused again when its row comes again
        }
    }

    @Override
    public void write(Chunk<? extends List<Row>> chunk) throws Exception {
        refused.clear();
        Map<EntryAddress, List<WriteChange.Task>> tasks = new LinkedHashMap<>();
        for (List<Row> rows : chunk) {
            for (Row row : rows) {
                begin(row)
                        .ifPresent(task -> tasks.computeIfAbsent(task.address(), address -> new ArrayList<>(1))
                                .add(task));
            }
        }
        WriteChange change = new WriteChange(edit, entries, opened(), shared);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (List<WriteChange.Task> sameEntry : tasks.values()) {
                all.add(threads.submit(() -> {
                    makeInOrder(change, sameEntry);
                    return null;
                }));
            }
            awaitAll(all, threads);
        }
        opened().flush();
    }

    /** A row's change, unless it was made before the run was interrupted. */
    private Optional<WriteChange.Task> begin(Row row) {
        EntryAddress address;
        try {
            address = edit.address(row);
        } catch (RowRejected rejected) {
            refused.add(new Refused(row, rejected));
            return Optional.empty();
        }
        Optional<Recovery.Begun> begun = recovery.next(row, address);
        if (begun.isEmpty()) {
            return Optional.of(new WriteChange.Task(++newest, row, address, Optional.empty()));
        }
        Optional<End> outcome = begun.get().outcome();
        if (outcome.isEmpty()) {
            return Optional.of(new WriteChange.Task(
                    begun.get().number(), row, address, begun.get().intent()));
        }
        if (outcome.get().result() == Result.FAILED) {
            refused.add(new Refused(
                    row,
                    new RowRejected(
                            row.id(), "row " + row.id() + ": " + outcome.get().why())));
        }
        return Optional.empty();
    }

    private void makeInOrder(WriteChange change, List<WriteChange.Task> sameEntry) throws InterruptedException {
        atOnce.acquire();
        try {
            for (WriteChange.Task task : sameEntry) {
                try {
                    change.make(task);
                } catch (RowRejected rejected) {
                    if (!shared.writing().allowsRejects()) {
                        throw rejected;
                    }
                    refused.add(new Refused(task.row(), rejected));
                }
            }
        } finally {
            atOnce.release();
        }
    }

    /** The first failure ends the others; what they have under way is settled when the run goes on. */
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

    private void end(Intent intent, Result result, EntryVersion version) {
        opened().write(new Outcome(intent.change(), intent.row(), intent.address(), result, "", version));
        if (result == Result.DONE) {
            shared.ours().add(intent.address(), version);
        }
    }

    @Override
    public List<Refused> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(LENGTH, opened().flush());
        context.putLong(NEWEST, newest);
    }

    @Override
    public void close() {
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }

    private Journal opened() {
        if (journal == null) {
            throw new IllegalStateException("the journal " + file + " is used before it was opened");
        }
        return journal;
    }
}
