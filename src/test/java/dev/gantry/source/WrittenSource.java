package dev.gantry.source;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gantry.job.JobFile;
import dev.gantry.job.Kind;
import dev.gantry.job.Kinds;
import dev.gantry.job.Row;
import dev.gantry.job.Shape;
import dev.gantry.job.Values;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.ReadCounts;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** A source as a job file writes it, and reads of it. */
public record WrittenSource(Chain chain) {
    static final Kinds<Chain, String, String> KINDS = new Kinds<>(
            Shape.chainOf("source", Sources.kinds(), "for-each").as(Chain::new),
            List.of(),
            List.of(new Kind<>("nowhere", "Goes nowhere", Shape.text())));

    /** @param yaml what stands below {@code source:}, indented by two */
    public static WrittenSource of(String yaml) {
        String text = "job: test\nsink: {nowhere: x}\nsource:\n" + yaml.indent(2);
        return new WrittenSource(
                JobFile.parse("test.yml", text, KINDS, Values.Givens.of(Map.of(), Map.of(), Instant.EPOCH, "1"))
                        .job()
                        .source());
    }

    /** What was read. */
    public record Read(List<Row> rows, ReadCounts counts) {
        public List<String> texts() {
            return rows.stream().map(row -> row.json().toString()).toList();
        }
    }

    /** All rows of all parts, without a kill. */
    public Read read(OpenCloud cloud) throws InterruptedException {
        return readKilledAfterEvery(Integer.MAX_VALUE / 2, cloud);
    }

    /** The same with a kill after each batch of so many rows. */
    public Read readKilledAfterEvery(int batch, OpenCloud cloud) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        ReadCounts counts = ReadCounts.NONE;
        for (Partition partition : chain.partitions(new Access(cloud))) {
            ExecutionContext context = new ExecutionContext();
            while (readOne(partition, Math.min(batch, 10_000), cloud, context, rows)) {
                // The next batch is read by a reader that knows the context only.
            }
            counts = counts.plus(ReadCounts.in(context));
        }
        return new Read(rows, counts);
    }

    private boolean readOne(Partition partition, int batch, OpenCloud cloud, ExecutionContext context, List<Row> rows)
            throws InterruptedException {
        ReadBounds bounds = new ReadBounds(batch, 100_000_000, Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
        RowReader reader = chain.reader(partition, new Access(cloud), bounds, () -> false);
        reader.open(context);
        @Nullable List<Row> read = reader.read();
        reader.update(context);
        reader.close();
        if (read != null) {
            rows.addAll(read);
        }
        return read != null;
    }
}
