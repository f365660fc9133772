package dev.gantry.backup;

import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.source.walk.ReadCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Rows of a copy, which ends where it is found that it would take too long: another part of the run is what finds that.
 */
record ProjectedRows(ItemStreamReader<List<Row>> rows, Projection projection) implements ItemStreamReader<List<Row>> {

    @Override
    public void open(ExecutionContext context) {
        projection.read(ReadCounts.in(context).rows());
        rows.open(context);
    }

    @Override
    public @Nullable List<Row> read() throws Exception {
        projection.refuseIfTooLong();
        @Nullable List<Row> batch = rows.read();
        projection.read(batch == null ? 0 : batch.size());
        return batch;
    }

    @Override
    public void update(ExecutionContext context) {
        rows.update(context);
    }

    @Override
    public void close() {
        rows.close();
    }
}
