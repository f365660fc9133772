package dev.gantry.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.ReadCounts;
import dev.gantry.source.walk.RowReader;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** Reads whole sources, all their partitions one after the other. */
final class Readings {

    private Readings() {}

    /** What one partition gave. */
    record Part(Partition partition, List<Row> rows, ReadCounts counts) {
        List<String> ids() {
            return rows.stream().map(row -> row.json().path("id").asString()).toList();
        }
    }

    static List<Part> of(Component source, OpenCloud cloud) throws InterruptedException {
        return of(source, source.partitions(new Access(cloud)), cloud, Integer.MAX_VALUE, () -> {});
    }

    /**
     * The same, of partitions that were decided before.
     *
     * @param batch rows after which the reader is killed, and another goes on
     * @param between happens after each batch
     */
    static List<Part> of(Component source, List<Partition> partitions, OpenCloud cloud, int batch, Runnable between)
            throws InterruptedException {
        Chain chain = new Chain(List.of(source));
        List<Part> parts = new ArrayList<>();
        for (Partition partition : partitions) {
            ExecutionContext context = new ExecutionContext();
            List<Row> rows = new ArrayList<>();
            @Nullable RowReader reader = null;
            while (true) {
                if (reader == null) {
                    reader = chain.reader(partition, new Access(cloud), bounds(batch), () -> false);
                    reader.open(context);
                }
                @Nullable List<Row> read = reader.read();
                reader.update(context);
                if (read == null || batch < Integer.MAX_VALUE) {
                    reader.close();
                    reader = null;
                }
                if (read == null) {
                    break;
                }
                rows.addAll(read);
                between.run();
            }
            parts.add(new Part(partition, rows, ReadCounts.in(context)));
        }
        return parts;
    }

    static List<Row> rows(List<Part> parts) {
        return parts.stream().flatMap(part -> part.rows().stream()).toList();
    }

    static List<String> ids(List<Part> parts) {
        return parts.stream().flatMap(part -> part.ids().stream()).toList();
    }

    private static ReadBounds bounds(int batch) {
        return new ReadBounds(
                Math.min(batch, 1_000), 100_000_000, Duration.ofSeconds(30), 64, 100_000_000, Long.MAX_VALUE);
    }
}
