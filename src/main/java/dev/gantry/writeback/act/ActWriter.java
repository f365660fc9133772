package dev.gantry.writeback.act;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

import dev.gantry.job.Row;
import dev.gantry.job.jq.RowRejected;
import dev.gantry.sink.RefusesLate;
import dev.gantry.writeback.Recovery;
import dev.gantry.writeback.RunJournal;
import dev.gantry.writeback.journal.Journal;
import dev.gantry.writeback.journal.JournalRecord.End;
import dev.gantry.writeback.journal.Result;
import dev.gantry.writeback.journal.Target;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Makes the changes of one partition, a chunk at a time: those of one target in the order of their rows, all others side by side. On
 * return every act of the chunk has its outcome and both are durable, so the checkpoint never leaves one in doubt.
 */
final class ActWriter implements ItemStreamWriter<List<Row>>, RefusesLate {

    private static final String NEWEST = "gantry.journal.changes";

    private final Wishes wishes;
    private final Remote remote;
    private final ActState state;
    private final Path file;
    private final long firstNumber;
    private final Semaphore atOnce;
    private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();
    private @Nullable Journal journal;
    private Recovery recovery = Recovery.none();
    private long newest;

    /** @param firstNumber below those of its changes, which no other partition has */
    ActWriter(Wishes wishes, Remote remote, ActState state, Path file, long firstNumber) {
        this.wishes = wishes;
        this.remote = remote;
        this.state = state;
        this.file = file;
        this.firstNumber = firstNumber;
        this.atOnce = new Semaphore(state.writing().cloud().concurrency());
    }

    @Override
    public void open(ExecutionContext context) {
        close();
        newest = context.getLong(NEWEST, firstNumber);
        journal = RunJournal.open(file, state.writing(), context);
        recovery = RunJournal.beyondCheckpoint(file, context);
        newest = Math.max(newest, recovery.newest());
        if (!state.writing().onlyPlans()) {
            settle();
            recovery = RunJournal.beyondCheckpoint(file, context);
        }
    }

    /** Before anything else: what was under way when the process ended. */
    private void settle() {
        MakesAct makes = makes();
        try {
            Lanes.each(recovery.doubtfulActs().stream().map(List::of).toList(), atOnce, makes::settle);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while changes were settled", interrupted);
        }
        opened().flush();
    }

    @Override
    public void write(Chunk<? extends List<Row>> chunk) throws Exception {
        refused.clear();
        List<Task> tasks = new ArrayList<>();
        for (List<Row> rows : chunk) {
            rows.forEach(row -> begin(row).ifPresent(tasks::add));
        }
        MakesAct makes = makes();
        Lanes.each(lanes(tasks), atOnce, task -> make(makes, task));
        opened().flush();
    }

    private MakesAct makes() {
        return switch (remote) {
            case Remote.Kept kept -> new KeepAct(wishes, kept, opened(), state);
            case Remote.Sent sent -> new SendAct(wishes, sent, opened(), state);
        };
    }

    /** What one row has become stays together, too, because that is how it is known again when the run goes on. */
    private Collection<List<Task>> lanes(List<Task> tasks) {
        boolean inOrder = !(remote instanceof Remote.Sent sent) || sent.isInOrder();
        Map<List<String>, List<Task>> lanes = new LinkedHashMap<>();
        for (Task task : tasks) {
            String name = task.target().name();
            List<String> lane =
                    inOrder ? List.of(name) : List.of(name, task.row().id());
            lanes.computeIfAbsent(lane, first -> new ArrayList<>(1)).add(task);
        }
        return lanes.values();
    }

    /** A row's change, unless it was made before the run was interrupted. */
    private Optional<Task> begin(Row row) {
        Target target;
        try {
            target = wishes.target(row);
        } catch (RowRejected rejected) {
            refused.add(new Refused(row, rejected));
            return Optional.empty();
        }
        Optional<Recovery.Begun> begun = recovery.next(row, target);
        if (begun.isEmpty()) {
            return Optional.of(new Task(++newest, row, target, Optional.empty()));
        }
        Optional<End> outcome = begun.get().outcome();
        if (outcome.isEmpty()) {
            return Optional.of(
                    new Task(begun.get().number(), row, target, begun.get().act()));
        }
        if (outcome.get().result() == Result.FAILED) {
            refused.add(new Refused(
                    row,
                    new RowRejected(
                            row.id(), "row " + row.id() + ": " + outcome.get().why())));
        }
        return Optional.empty();
    }

    private void make(MakesAct makes, Task task) throws InterruptedException {
        try {
            makes.make(task);
        } catch (RowRejected rejected) {
            if (!state.writing().allowsRejects()) {
                throw rejected;
            }
            refused.add(new Refused(task.row(), rejected));
        }
    }

    @Override
    public List<Refused> refused() {
        return List.copyOf(refused);
    }

    @Override
    public void update(ExecutionContext context) {
        RunJournal.commit(opened(), context);
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
