package dev.gantry.writeback;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.opencloud.limits.Time;
import dev.gantry.sink.FinishesLater;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Makes the changes of one partition, a chunk at a time. On return every change that was begun in the chunk has its outcome and both
 * are durable, so the checkpoint never leaves one in doubt; and so is every row that {@linkplain KeptRows is kept} for later, because
 * what it changes is locked, the run is to stop, or the run makes a sample of its changes first.
 */
final class ChangeWriter<T> implements ItemStreamWriter<List<Row>>, RefusesLate, FinishesLater {

    private static final String NEWEST = "gantry.journal.changes";

    /** Rows that were kept, tried again by one chunk. */
    private static final int MOST_KEPT = 1_000;

    private static final Duration LONGEST_SLEEP = Duration.ofMillis(500);

    private final Making<T> making;
    private final RunGuards guards;
    private final Duration patience;
    private final Path file;
    private final long firstNumber;
    private final Semaphore atOnce;
    private final Time time;
    private final List<Refused> refused = new ArrayList<>();
    private @Nullable Journal journal;
    private @Nullable KeptRows kept;
    private Recovery recovery = Recovery.none();
    private long newest;
    private boolean wasHeld;

    /**
     * Begins.
     *
     * @param patience how long what is locked is waited for
     * @param firstNumber below those of its changes, which no other partition has
     */
    ChangeWriter(Making<T> making, RunGuards guards, Duration patience, Path file, long firstNumber) {
        this.making = making;
        this.guards = guards;
        this.patience = patience;
        this.file = file;
        this.firstNumber = firstNumber;
        this.atOnce = new Semaphore(guards.writing().cloud().concurrency());
        this.time = guards.writing().cloud().time();
    }

    @Override
    public void open(ExecutionContext context) {
        close();
        newest = context.getLong(NEWEST, firstNumber);
        Journal opened = RunJournal.open(file, guards.writing(), context);
        journal = opened;
        recovery = RunJournal.beyondCheckpoint(file, context);
        newest = Math.max(newest, recovery.newest());
        if (!guards.writing().onlyPlans()) {
            settle(opened);
            recovery = RunJournal.beyondCheckpoint(file, context);
        }
        kept = KeptRows.open(file, context, guards.canary());
    }

    /** Before anything else: what was under way when the process ended. */
    private void settle(Journal reopened) {
        new SettleDoubts(making, reopened, atOnce).settle(recovery.doubtful());
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
            kept().awaitDue(time, LONGEST_SLEEP, guards.writing().stopping());
        }
        Map<String, List<Task<T>>> lanes = new LinkedHashMap<>();
        for (KeptRow again : kept().due(time.now(), MOST_KEPT)) {
            begin(again).ifPresent(task -> add(task, lanes));
        }
        for (Row row : rows) {
            begin(row).ifPresent(task -> add(task, lanes));
        }
        var means = new Making.Means(opened(), new Brake());
        try {
            new SideBySide<>(making, means, guards, atOnce).make(lanes.values()).forEach(this::end);
        } finally {
            // Also where one of them failed: what became of the others is known, and stays so.
            opened().flush();
        }
        kept().flush();
    }

    private void add(Task<T> task, Map<String, List<Task<T>>> lanes) {
        lanes.computeIfAbsent(lane(task), name -> new ArrayList<>(1)).add(task);
    }

    private String lane(Task<T> task) {
        return making.lane(task.row(), task.about());
    }

    /** A row's change, unless it was made before the run was interrupted, or is kept for later. */
    private Optional<Task<T>> begin(Row row) {
        try {
            T about = making.about(row);
            Optional<Recovery.Begun> begun = recovery.next(row, about);
            if (begun.isPresent()) {
                return goOn(row, about, begun.get(), Optional.empty());
            }
            long number = ++newest;
            Task<T> task = new Task<>(number, row, about, Optional.empty(), Optional.empty());
            return kept().keepsAtOnce(task, lane(task)) ? Optional.empty() : Optional.of(task);
        } catch (RowRejected rejected) {
            refuse(row, rejected);
            return Optional.empty();
        }
    }

    private Optional<Task<T>> begin(KeptRow again) {
        Row row = again.row();
        T about = making.about(row);
        Optional<Recovery.Begun> begun = recovery.next(row, about);
        return begun.isPresent()
                ? goOn(row, about, begun.get(), again.lockedSince())
                : Optional.of(new Task<>(again.number(), row, about, Optional.empty(), again.lockedSince()));
    }

    /** One that was begun before the run was interrupted. */
    private Optional<Task<T>> goOn(Row row, T about, Recovery.Begun begun, Optional<Instant> lockedSince) {
        Task<T> task = new Task<>(begun.number(), row, about, begun.begin(), lockedSince);
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
        guards.refuse(why);
        refused.add(new Refused(row, why));
    }

    private void end(SideBySide.Tried<T> result) {
        Task<T> task = result.task();
        try {
            switch (result.made()) {
                case Made.Held held -> kept().keep(task, lane(task), Instant.MIN, Optional.empty());
                case Made.Locked(String holder) -> keepOrReport(task, holder);
                case Made.Ended ended -> kept().done(task.number());
                case Made.Refused refusal -> kept().done(task.number());
            }
            result.refused().ifPresent(refused::add);
        } catch (RowRejected cannotBeKept) {
            refuse(task.row(), cannotBeKept);
        }
    }

    /** What is locked is tried again and again until it has been waited for long enough; what only plans does not wait. */
    private void keepOrReport(Task<T> task, String holder) {
        Instant now = time.now();
        Instant since = task.lockedSince().orElse(now);
        Instant last = since.plus(patience);
        if (!guards.writing().onlyPlans() && now.isBefore(last)) {
            kept().keep(task, lane(task), earlier(now.plus(Locking.between(patience)), last), Optional.of(since));
            return;
        }
        String why = guards.writing().onlyPlans()
                ? holder + "; gantry run waits for it"
                : holder + ", and wait-for-locks: is over; run the job again later";
        opened().write(making.ended(task, Result.LOCKED, why));
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
        RunJournal.commit(opened(), context);
        context.putLong(NEWEST, newest);
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

    private <P> P opened(@Nullable P part) {
        if (part == null) {
            throw new IllegalStateException("the journal " + file + " is used before it was opened");
        }
        return part;
    }
}
