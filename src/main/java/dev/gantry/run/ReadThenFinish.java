package dev.gantry.run;

import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.source.walk.ReadCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** A partition's batches, counted; after the last one empty ones, as long as the writer has something left to do. */
final class ReadThenFinish implements ItemStreamReader<List<Row>> {

    private final ItemStreamReader<List<Row>> reader;
    private final PartitionStaging writer;
    private final Progress.Partition progress;
    private boolean hasEnded;

    ReadThenFinish(ItemStreamReader<List<Row>> reader, PartitionStaging writer, Progress.Partition progress) {
        this.reader = reader;
        this.writer = writer;
        this.progress = progress;
    }

    @Override
    public void open(ExecutionContext context) {
        hasEnded = false;
        progress.startAt(ReadCounts.in(context).rows());
        reader.open(context);
    }

    @Override
    public @Nullable List<Row> read() throws Exception {
        @Nullable List<Row> batch = hasEnded ? null : reader.read();
        if (batch != null) {
            progress.add(batch.size());
            return batch;
        }
        hasEnded = true;
        if (writer.hasMore()) {
            return List.of();
        }
        progress.finish();
        return null;
    }

    @Override
    public void update(ExecutionContext context) {
        reader.update(context);
    }

    @Override
    public void close() {
        reader.close();
    }
}
