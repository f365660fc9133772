package dev.gantry.source;

import java.util.List;

import dev.gantry.job.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Rows that are known already. */
public final class OneBatch implements ItemStreamReader<List<Row>> {
    private final List<Row> rows;
    private boolean isRead;

    public OneBatch(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    @Override
    public void open(ExecutionContext context) {
        isRead = false;
    }

    @Override
    public @Nullable List<Row> read() {
        boolean first = !isRead;
        isRead = true;
        return first ? rows : null;
    }
}
