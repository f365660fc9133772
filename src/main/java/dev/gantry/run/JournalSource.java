package dev.gantry.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

import dev.gantry.erase.Owners;
import dev.gantry.job.Row;
import dev.gantry.opencloud.catalog.ApiOperation;
import dev.gantry.source.Access;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.Item;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.ReadCounts;
import dev.gantry.writeback.PlannedRows;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * The changes of a plan, or those that take a run back, in the place of a job's own source.
 *
 * @param rows makes a reader for so many rows a batch
 * @param erased whose changes are left out
 */
record JournalSource(IntFunction<PlannedRows> rows, Owners erased) implements RowSource {

    static final List<Partition> PARTITIONS = List.of(new Partition("changes", java.util.Map.of()));

    @Override
    public String name() {
        return "changes";
    }

    @Override
    public Optional<Instant> asOf(List<Partition> partitions) {
        return Optional.empty();
    }

    @Override
    public List<ApiOperation> operations() {
        return List.of();
    }

    @Override
    public List<Partition> partitions(Access access) {
        return PARTITIONS;
    }

    @Override
    public ItemStreamReader<List<Row>> reader(
            Partition partition, Access access, ReadBounds bounds, BooleanSupplier stopping) {
        return new Counted(rows.apply(bounds.batchRows()), erased);
    }

    /** Counts rows as every other source does. */
    private static final class Counted implements ItemStreamReader<List<Row>> {
        private final PlannedRows rows;
        private final Owners erased;
        private ReadCounts counts = ReadCounts.NONE;

        Counted(PlannedRows rows, Owners erased) {
            this.rows = rows;
            this.erased = erased;
        }

        @Override
        public void open(ExecutionContext context) {
            counts = ReadCounts.in(context);
            rows.open(context);
        }

        @Override
        public @Nullable List<Row> read() {
            @Nullable List<Row> read = rows.read();
            @Nullable List<Row> batch = read == null
                    ? null
                    : read.stream().filter(row -> !erased.own(row.json())).toList();
            if (batch != null) {
                counts = counts.plus(new ReadCounts(batch.size(), java.util.Map.<Item.Outcome, Long>of()));
            }
            return batch;
        }

        @Override
        public void update(ExecutionContext context) {
            rows.update(context);
            counts.putInto(context);
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
