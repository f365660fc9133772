package dev.gantry.source.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads what the stages of a source deliver, a batch of rows at a time, from the checkpoint on.
 *
 * <p>What was taken from a queue is acknowledged once its checkpoint has been committed: before the next batch, or on
 * closing. Then a batch ends only where a row of the queue is done with all that lies below it.
 */
public final class RowReader implements ItemStreamReader<List<Row>> {

    /** How long a stop waits for what is being read. */
    private static final Duration PARTING = Duration.ofSeconds(2);

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final List<Stage> stages;
    private final int fetchers;
    private final ReadBounds bounds;
    private final BooleanSupplier stopping;
    private final EmptyCheck whenEmpty;

    private @Nullable Pipeline pipeline;
    private @Nullable Leases leases;
    private boolean isOpen;
    private Cursor cursor = Cursor.START;
    private ReadCounts counts = ReadCounts.NONE;

    /** Asked when a source had nothing at all, in case that means a mistake. */
    public interface EmptyCheck {
        void check() throws InterruptedException;
    }

    /** How far the reading was when so many rows of a batch were in hand. */
    private record Mark(int rows, Cursor cursor, ReadCounts counts) {}

    /**
     * @param fetchers calls under way at once
     * @param stopping once true, the batch in hand is handed over as it is
     */
    public RowReader(
            List<Stage> stages, int fetchers, ReadBounds bounds, BooleanSupplier stopping, EmptyCheck whenEmpty) {
        this.stages = List.copyOf(stages);
        this.fetchers = fetchers;
        this.bounds = bounds;
        this.stopping = stopping;
        this.whenEmpty = whenEmpty;
    }

    @Override
    public void open(ExecutionContext context) {
        cursor = Cursor.in(context);
        counts = ReadCounts.in(context);
        leases = stages.getFirst() instanceof Stage.Takes(Queue queue) ? Leases.in(context, queue) : null;
        isOpen = true;
        if (leases == null || leases.isBegun()) {
            var unused = running();
        }
    }

    /**
     * The next batch; it may be empty when nothing came in time; null at the end. When the run stops, what is being
     * read is still handed over, so that it need not be read again.
     */
    @Override
    public @Nullable List<Row> read() throws InterruptedException {
        if (!isOpen) {
            throw new IllegalStateException("the reader is not open");
        }
        if (leases != null) {
            if (leases.begins()) {
                return List.of();
            }
            leases.acknowledge();
        }
        return readOn(running().last());
    }

    private @Nullable List<Row> readOn(ReadAhead<Item, Item> source) throws InterruptedException {
        long deadline = System.nanoTime() + bounds.batchTime().toNanos();
        List<Row> batch = new ArrayList<>(bounds.batchRows());
        Mark whole = new Mark(0, cursor, counts);
        long bytes = 0;
        boolean stops = false;
        while (!isFull(batch, bytes, deadline) || !(stops || isWhole())) {
            stops = stopping.getAsBoolean();
            if (stops && source.finish()) {
                deadline = Math.min(deadline, System.nanoTime() + PARTING.toNanos());
            }
            var next = source.take(GLANCE);
            if (source.isEnded()) {
                if (batch.isEmpty() && !stops) {
                    return end();
                }
                break;
            }
            if (next.isPresent()) {
                bytes += deliver(next.get().fetched(), batch);
                whole = isWhole() ? new Mark(batch.size(), cursor, counts) : whole;
            }
        }
        return stops ? cutBack(batch, whole) : batch;
    }

    private boolean isFull(List<Row> batch, long bytes, long deadline) {
        return batch.size() >= bounds.batchRows() || bytes >= bounds.batchBytes() || System.nanoTime() >= deadline;
    }

    /** Whether a checkpoint may be made here: anywhere in lists, which can be listed again, but not below a row of a queue. */
    private boolean isWhole() {
        return leases == null || cursor.isWhole();
    }

    /** As it was when a checkpoint could be made. */
    private List<Row> cutBack(List<Row> batch, Mark whole) {
        cursor = whole.cursor();
        counts = whole.counts();
        return batch.subList(0, whole.rows());
    }

    @Override
    public void update(ExecutionContext context) {
        cursor.putInto(context);
        counts.putInto(context);
        if (leases != null) {
            leases.putInto(context, cursor);
        }
    }

    @Override
    public void close() {
        isOpen = false;
        if (pipeline != null) {
            pipeline.close();
            pipeline = null;
        }
        if (leases != null) {
            leases.acknowledgeLast();
            leases = null;
        }
    }

    private int deliver(Item item, List<Row> batch) {
        cursor = item.after();
        counts = counts.plus(item.outcome());
        if (item.row() != null) {
            batch.add(item.row());
        }
        return item.bytes();
    }

    private @Nullable List<Row> end() throws InterruptedException {
        if (counts.equals(ReadCounts.NONE)) {
            whenEmpty.check();
        }
        return null;
    }

    private Pipeline running() {
        if (pipeline == null) {
            pipeline = new Pipeline(stages, leases, cursor, bounds, fetchers, bounds.rowLimit() - counts.rows());
        }
        return pipeline;
    }
}
