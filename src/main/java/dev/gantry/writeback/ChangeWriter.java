package dev.gantry.writeback;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import dev.gantry.files.DiskFailed;
import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.EntryAddress;
import dev.gantry.opencloud.StoredEntries;
import dev.gantry.opencloud.limits.Time;
import dev.gantry.sink.FinishesLater;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.WriteChange.Task;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalFile;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.JournalRecord.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Makes the changes of one partition, a chunk at a time. On return every intent of the chunk has its outcome and both are durable, so
 * the checkpoint never leaves a change in doubt; and so is every row that {@linkplain KeptRows is kept} for later, because its entry
 * is locked, the run is to stop, or the run makes a sample of its changes first.
 */
final class ChangeWriter implements ItemStreamWriter<List<Row>>, RefusesLate, FinishesLater {

    private static final String LENGTH = "gantry.journal.length";
    private static final String NEWEST = "gantry.journal.changes";
    private static final String REFUSED = "gantry.journal.refused";

    /** Rows that were kept, tried again by one chunk. */
    private static final int MOST_KEPT = 1_000;

    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);

    private final Edit edit;
    private final SharedState shared;
    private final Path file;
    private final long firstNumber;
    private final StoredEntries entries;
    private final Semaphore atOnce;
    private final Time time;
    private final List<Refused> refused = new ArrayList<>();
    private @Nullable Journal journal;
    private @Nullable KeptRows kept;
    private Recovery recovery = Recovery.none();
    private long newest;
    private long refusedSoFar;
    private boolean wasHeld;

    /** @param firstNumber below those of its changes, which no other partition has */
    ChangeWriter(Edit edit, SharedState shared, Path file, long firstNumber) {
        this.edit = edit;
        this.shared = shared;
        this.file = file;
        this.firstNumber = firstNumber;
        this.entries = new StoredEntries(shared.writing().cloud());
        this.atOnce = new Semaphore(shared.writing().cloud().concurrency());
        this.time = shared.writing().cloud().time();
    }

    @Override
    public void open(ExecutionContext context) {
        close();
        newest = context.getLong(NEWEST, firstNumber);
        refusedSoFar = context.getLong(REFUSED, 0);
        shared.refusedBefore(refusedSoFar);
        if (Files.exists(file)) {
            refuseAnothers();
            long checkpoint = context.getLong(LENGTH, 0);
            Journal reopened = Journal.reopen(file, checkpoint);
            journal = reopened;
            recovery = Recovery.of(file, checkpoint);
            newest = Math.max(newest, recovery.newest());
            if (!shared.writing().onlyPlans()) {
                new SettleDoubts(entries, reopened, shared, atOnce).settle(recovery.doubtful());
            }
            recovery = Recovery.of(file, checkpoint);
        } else if (context.containsKey(LENGTH)) {
            throw new DiskFailed(
                    "the journal " + file + " is gone, and with it what this run has changed. Put it back from a"
                            + " copy if there is one; else look at the entries before the job is run again.");
        } else {
            journal = Journal.create(file, shared.writing().head());
        }
        kept = KeptRows.open(file, context, shared);
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

    @Override
    public boolean hasMore() {
        return kept().hasMore();
    }

    /** Known after it is closed, too. */
    @Override
    public boolean isHeld() {
        wasHeld = kept == null ? wasHeld : kept.isHeld();
        return wasHeld;
    }

    @Override
    public void write(Chunk<? extends List<Row>> chunk) throws Exception {
        refused.clear();
        List<Row> rows = new ArrayList<>();
        chunk.forEach(rows::addAll);
        if (rows.isEmpty()) {
            kept().awaitDue(time, LONGEST_SLEEP, shared.writing().stopping());
        }
        Map<EntryAddress, List<Task>> tasks = new LinkedHashMap<>();
        for (KeptRow again : kept().due(time.now(), MOST_KEPT)) {
            begin(again).ifPresent(task -> add(task, tasks));
        }
        for (Row row : rows) {
            begin(row).ifPresent(task -> add(task, tasks));
        }
        var means = new WriteChange.Means(edit, entries, opened(), shared, new Brake());
        try {
            new SideBySide(means, atOnce).make(tasks.values()).forEach(this::end);
        } finally {
            // Also where one of them failed: what became of the others is known, and stays so.
            opened().flush();
        }
        refusedSoFar += refused.stream().filter(Refused::isJudged).count();
        kept().flush();
    }

    private static void add(Task task, Map<EntryAddress, List<Task>> tasks) {
        tasks.computeIfAbsent(task.address(), address -> new ArrayList<>(1)).add(task);
    }

    /** A row's change, unless it was made before the run was interrupted, or is kept for later. */
    private Optional<Task> begin(Row row) {
        try {
            EntryAddress address = edit.address(row);
            Optional<Recovery.Begun> begun = recovery.next(row, address);
            if (begun.isPresent()) {
                return goOn(row, address, begun.get(), Optional.empty());
            }
            long number = ++newest;
            Task task = new Task(number, row, address, Optional.empty(), Optional.empty());
            return kept().keepsAtOnce(task) ? Optional.empty() : Optional.of(task);
        } catch (RowRejected rejected) {
            refuse(row, rejected);
            return Optional.empty();
        }
    }

    private Optional<Task> begin(KeptRow again) {
        Row row = again.row();
        EntryAddress address = edit.address(row);
        Optional<Recovery.Begun> begun = recovery.next(row, address);
        return begun.isPresent()
                ? goOn(row, address, begun.get(), again.lockedSince())
                : Optional.of(new Task(again.number(), row, address, Optional.empty(), again.lockedSince()));
    }

    /** One that was begun before the run was interrupted. */
    private Optional<Task> goOn(Row row, EntryAddress address, Recovery.Begun begun, Optional<Instant> lockedSince) {
        Task task = new Task(begun.number(), row, address, begun.intent(), lockedSince);
        Optional<End> outcome = begun.outcome();
        if (outcome.isEmpty()) {
            return Optional.of(task);
        }
        kept().done(begun.number());
        switch (outcome.get().result()) {
            case FAILED -> refuse(row, SideBySide.rejected(task, outcome.get().why()));
            case CONFLICT, UNCERTAIN, LOCKED ->
                refused.add(SideBySide.left(task, outcome.get().why()));
            case DONE, UNCHANGED, SKIPPED, VOID -> {} // nothing is told of it
        }
        return Optional.empty();
    }

    private void refuse(Row row, RowRejected why) {
        shared.refuse(why);
        refused.add(new Refused(row, why));
    }

    private void end(SideBySide.Tried result) {
        Task task = result.task();
        try {
            switch (result.made()) {
                case Made.Held held -> kept().keep(task, Instant.MIN, Optional.empty());
                case Made.Locked(String holder) -> keepOrReport(task, holder);
                case Made.Ended ended -> kept().done(task.number());
                case Made.Refused refusal -> kept().done(task.number());
            }
            result.refused().ifPresent(refused::add);
        } catch (RowRejected cannotBeKept) {
            refuse(task.row(), cannotBeKept);
        }
    }

    /** A locked entry is tried again and again until it has been waited for long enough; what only plans does not wait. */
    private void keepOrReport(Task task, String holder) {
        Instant now = time.now();
        Instant since = task.lockedSince().orElse(now);
        Duration patience = shared.guards().waitForLocks();
        Instant last = since.plus(patience);
        if (!shared.writing().onlyPlans() && now.isBefore(last)) {
            kept().keep(task, earlier(now.plus(Guards.between(patience)), last), Optional.of(since));
            return;
        }
        String why = shared.writing().onlyPlans()
                ? holder + "; gantry run waits for it"
                : holder + ", and wait-for-locks: is over; run the job again later";
        opened().write(Outcome.locked(task.number(), task.row().id(), task.address(), why));
        kept().done(task.number());
        refused.add(SideBySide.left(task, why));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    @Override
    public List<Refused> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putLong(LENGTH, opened().flush());
        context.putLong(NEWEST, newest);
        context.putLong(REFUSED, refusedSoFar);
        kept().update(context);
    }

    @Override
    public void close() {
        if (kept != null) {
            wasHeld = kept.isHeld();
            kept.close();
            kept = null;
        }
        if (journal != null) {
            journal.close();
            journal = null;
        }
    }

    private Journal opened() {
        return opened(journal);
    }

    private KeptRows kept() {
        return opened(kept);
    }

    private <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the journal " + file + " is used before it was opened");
        }
        return part;
    }
}
