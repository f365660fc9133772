package dev.gantry.run;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.gantry.job.Errors;
import dev.gantry.job.Limits;
import dev.gantry.job.Row;
import dev.gantry.opencloud.Connection;
import dev.gantry.opencloud.limits.Quota;
import dev.gantry.run.budget.BudgetSharing;
import dev.gantry.source.Access;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** All rows of a source, at the share that a job would have, without a run: nothing is written, nothing remembered. */
public final class ReadThrough {

    private static final int BATCH = 200;
    private static final Duration SOON = Duration.ofSeconds(1);

    private ReadThrough() {}

    /** @param limits the text of {@code --limits} */
    public static void each(
            RowSource source, Connection connection, Settings settings, @Nullable String limits, Consumer<Row> taker)
            throws Exception {
        ReadBounds defaults = ReadBounds.defaults();
        ReadBounds bounds = new ReadBounds(
                BATCH, defaults.batchBytes(), SOON, defaults.windowRows(), defaults.windowBytes(), defaults.rowLimit());
        Quota quota = Quotas.of(Limits.defaults(), Errors.defaults(), limits);
        try (BudgetSharing sharing = BudgetsWithoutState.of(settings);
                Reach reach = Reach.open(settings, connection, quota, sharing.budgets())) {
            Access access = reach.access();
            for (Partition partition : source.partitions(access)) {
                read(source.reader(partition, access, bounds, () -> false), taker);
            }
        }
    }

    private static void read(ItemStreamReader<List<Row>> reader, Consumer<Row> taker) throws Exception {
        reader.open(new ExecutionContext());
        try {
            for (@Nullable List<Row> batch = reader.read(); batch != null; batch = reader.read()) {
                batch.forEach(taker);
            }
        } finally {
            reader.close();
        }
    }
}
