package dev.gantry.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import dev.gantry.backup.repository.Backup;
import dev.gantry.backup.repository.Entry;
import dev.gantry.backup.repository.EntryRows;
import dev.gantry.backup.repository.Part;
import dev.gantry.job.Row;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.source.walk.ReadCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** The wanted entries of one part of a backup. A checkpoint is a place in its file. */
final class RestoredRows implements ItemStreamReader<List<Row>> {
    private static final String POSITION = "gantry.restore.position";

    private final Backup backup;
    private final Part part;
    private final Selection selection;
    private final Wish wish;
    private final ReadBounds bounds;
    private final BooleanSupplier stopping;
    private @Nullable EntryRows rows;
    private String position = "";
    private ReadCounts counts = ReadCounts.NONE;

    RestoredRows(
            Backup backup, Part part, Selection selection, Wish wish, ReadBounds bounds, BooleanSupplier stopping) {
        this.backup = backup;
        this.part = part;
        this.selection = selection;
        this.wish = wish;
        this.bounds = bounds;
        this.stopping = stopping;
    }

    @Override
    public void open(ExecutionContext context) {
        close();
        counts = ReadCounts.in(context);
        position = context.getString(POSITION, "");
        if (hasAny()) {
            rows = backup.rows(part, position);
        }
    }

    private boolean hasAny() {
        if (!selection.isNarrow()) {
            return true;
        }
        boolean[] found = new boolean[1];
        backup.eachKey(part, (key, ordered) -> found[0] |= selection.takes(key));
        return found[0];
    }

    @Override
    public @Nullable List<Row> read() {
        EntryRows open = rows;
        if (open == null) {
            return null;
        }
        List<Row> batch = new ArrayList<>();
        long bytes = 0;
        while (batch.size() < bounds.batchRows()
                && bytes < bounds.batchBytes()
                && counts.rows() + batch.size() < bounds.rowLimit()) {
            @Nullable Entry entry = open.next();
            if (entry == null || stopping.getAsBoolean()) {
                break;
            }
            position = open.position();
            if (selection.takes(entry)) {
                batch.add(wish.row(entry));
                bytes += entry.value().length();
            }
        }
        counts = counts.plus(new ReadCounts(batch.size(), Map.of()));
        return batch.isEmpty() && !stopping.getAsBoolean() ? null : batch;
    }

    @Override
    public void update(ExecutionContext context) {
        context.putString(POSITION, position);
        counts.putInto(context);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
