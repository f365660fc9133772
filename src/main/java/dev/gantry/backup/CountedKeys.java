package dev.gantry.backup;

import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.source.walk.ReadCounts;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Counts listed keys while the copy goes on beside it, a dozen times as fast or more, and delivers none. Its checkpoint is a place in the
 * list, and the count up to there.
 */
final class CountedKeys implements ItemStreamReader<List<Row>> {
    private static final String COUNTED = "gantry.backup.counted";

    private final RowReader keys;
    private final Projection projection;
    private final Runnable judge;
    private long before;

    /** @param judge looks at the projection, and throws where the copy would take too long */
    CountedKeys(RowReader keys, Projection projection, Runnable judge) {
        this.keys = keys;
        this.projection = projection;
        this.judge = judge;
    }

    @Override
    public void open(ExecutionContext context) {
        before = context.getLong(COUNTED, 0);
        projection.know(before);
        keys.open(context);
    }

    @Override
    public @Nullable List<Row> read() throws InterruptedException {
        @Nullable List<Row> batch = keys.read();
        projection.know(batch == null ? 0 : batch.size());
        judge.run();
        return batch == null ? null : List.of();
    }

    /** What is only counted is not read, so the run's counts have none of it. */
    @Override
    public void update(ExecutionContext context) {
        keys.update(context);
        context.putLong(COUNTED, before + ReadCounts.in(context).rows());
        ReadCounts.NONE.putInto(context);
    }

    @Override
    public void close() {
        keys.close();
    }
}
