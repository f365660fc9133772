package dev.gantry.run;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.gantry.job.Job;
import dev.gantry.job.Row;
import dev.gantry.opencloud.Connection;
import dev.gantry.sink.RowSink;
import dev.gantry.source.Access;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.transform.RowTransform;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** The first rows of a job after its transforms, without a run: nothing is written, nothing remembered. */
public final class Preview {

    /** Few rows ahead, because most of a large window would be read in vain. */
    private static final ReadBounds BOUNDS =
            new ReadBounds(10, 1_000_000, Duration.ofSeconds(5), 20, 10_000_000, Long.MAX_VALUE);

    private final Job<RowSource, RowTransform, RowSink> job;
    private final Connection connection;
    private final Settings settings;
    private final @Nullable String limits;

    private Preview(
            Job<RowSource, RowTransform, RowSink> job,
            Connection connection,
            Settings settings,
            @Nullable String limits) {
        this.job = job;
        this.connection = connection;
        this.settings = settings;
        this.limits = limits;
    }

    /** @param limits the text of {@code --limits} */
    public static Preview of(
            Job<RowSource, RowTransform, RowSink> job,
            Connection connection,
            Settings settings,
            @Nullable String limits) {
        return new Preview(job, connection, settings, limits);
    }

    /** Hands over so many rows, fewer if there are fewer. */
    public void first(int rows, Consumer<Row> out) throws Exception {
        AtomicInteger left = new AtomicInteger(rows);
        var quota = Quotas.of(job.limits(), job.errors(), limits);
        try (Reach reach = Reach.open(settings, connection, quota)) {
            Access access = reach.access();
            for (Partition partition : job.source().partitions(access)) {
                if (left.get() > 0) {
                    read(job.source().reader(partition, access, BOUNDS, () -> left.get() <= 0), left, out);
                }
            }
        }
    }

    private void read(ItemStreamReader<List<Row>> reader, AtomicInteger left, Consumer<Row> out) throws Exception {
        Transforming transforming = new Transforming(job.transforms(), job.sink(), false);
        reader.open(new ExecutionContext());
        try {
            while (left.get() > 0) {
                @Nullable List<Row> batch = reader.read();
                if (batch == null) {
                    return;
                }
                for (Row row : transforming.process(batch).rows()) {
                    if (left.getAndDecrement() > 0) {
                        out.accept(row);
                    }
                }
            }
        } finally {
            reader.close();
        }
    }
}
