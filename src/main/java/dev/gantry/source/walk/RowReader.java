package dev.gantry.source.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads what the stages of a source deliver, a batch of rows at a time, from the checkpoint on. */
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
    private Cursor cursor = Cursor.START;
    private ReadCounts counts = ReadCounts.NONE;

    /** Asked when a source had nothing at all, in case that means a mistake. */
    public interface EmptyCheck {
        void check() throws InterruptedException;
    }

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
        pipeline = new Pipeline(stages, cursor, bounds, fetchers, bounds.rowLimit() - counts.rows());
    }

    /**
     * The next batch; it may be empty when nothing came in time; null at the end. When the run stops, what is being
     * read is still handed over, so that it need not be read again.
     */
    @Override
    public @Nullable List<Row> read() throws InterruptedException {
        ReadAhead<Item, Item> source = opened().last();
        long deadline = System.nanoTime() + bounds.batchTime().toNanos();
        List<Row> batch = new ArrayList<>(bounds.batchRows());
        long bytes = 0;
        while (batch.size() < bounds.batchRows() && bytes < bounds.batchBytes() && System.nanoTime() < deadline) {
            boolean stops = stopping.getAsBoolean();
            if (stops && source.finish()) {
                deadline = Math.min(deadline, System.nanoTime() + PARTING.toNanos());
            }
            var next = source.take(GLANCE);
            if (source.isEnded()) {
                return batch.isEmpty() && !stops ? end() : batch;
            }
            if (next.isPresent()) {
                bytes += deliver(next.get().fetched(), batch);
            }
        }
        return batch;
    }

    @Override
    public void update(ExecutionContext context) {
        cursor.putInto(context);
        counts.putInto(context);
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close();
            pipeline = null;
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

    private Pipeline opened() {
        if (pipeline == null) {
            throw new IllegalStateException("the reader is not open");
        }
        return pipeline;
    }
}
