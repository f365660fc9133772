package dev.gantry.sink.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.gantry.sink.target.Target;
import dev.gantry.sink.work.Ahead;
import org.jspecify.annotations.Nullable;

/** Rows in order, made a little ahead on another thread. */
public final class SortedRows implements AutoCloseable {
    /** Beside {@code _schema.json}; readers pass over names that begin so. */
    private static final int BATCHES_AHEAD = 8;

    private final SortBy by;
    private final Folders folders;
    private final Repeated repeated;
    private final Batches batches;
    private final Ahead<Batch> ahead;

    SortedRows(SortBy by, boolean isUnique, Cursor records, Repeated repeated, Folders folders) {
        this.by = by;
        this.folders = folders;
        this.repeated = repeated;
        this.batches = new Batches(by, isUnique, records, repeated);
        this.ahead = new Ahead<>("gantry-sorting", BATCHES_AHEAD, batches::next);
    }

    /** The next rows; null after the last. */
    public @Nullable Batch next() throws InterruptedException {
        return ahead.next();
    }

    /** Sentences for the run's summary, after the last batch. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (repeated.rows() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "key %s: %,d rows have the key of a row that was read later, which is published; they are kept in %s",
                    String.join(", ", by.key()),
                    repeated.rows(),
                    Target.REPEATED));
        }
        if (folders.hasEmptyText()) {
            notes.add("partition-by " + String.join(", ", by.folders())
                    + ": empty texts are null in the folders' names, which have no other way to write them");
        }
        return notes;
    }

    @Override
    public void close() {
        try (batches) {
            ahead.close();
        }
    }
}
