package dev.gantry.sink.staging;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import dev.gantry.job.Row;
import dev.gantry.sink.schema.Inference;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Stages the rows of one partition, chunk by chunk, and learns their schema on the way. */
public final class StagingWriter implements ItemStreamWriter<List<Row>> {
    private final Path path;
    private final Supplier<Inference> freshInference;
    private Inference inference;
    private @Nullable StagingLog log;
    private long learnedTo;
    private boolean hasSeenTooMuch;

    public StagingWriter(Path path, Supplier<Inference> freshInference) {
        this.path = path;
        this.freshInference = freshInference;
        this.inference = freshInference.get();
    }

    /** Cuts the log back to the checkpoint and learns its rows again. */
    @Override
    public void open(ExecutionContext context) {
        close();
        inference = freshInference.get();
        Optional<Checkpoint> checkpoint = Checkpoint.in(context);
        if (checkpoint.isPresent()) {
            log = StagingLog.reopen(path, checkpoint.get());
            learn(path, checkpoint.get().length(), inference);
        } else {
            log = StagingLog.create(path);
        }
        learnedTo = log.committed().length();
        hasSeenTooMuch = false;
    }

    private static void learn(Path path, long length, Inference inference) {
        try (StagedRows rows = StagedRows.open(path, length)) {
            rows.learnAll(inference);
        }
    }

    /** Lets an inference watch rows of a log. */
    public static void learn(Slice slice, Inference inference) {
        try (StagedRows rows = StagedRows.open(slice)) {
            rows.learnAll(inference);
        }
    }

    /** Durable on return, so the checkpoint of {@link #update} never counts on what a power cut could take. */
    @Override
    public void write(Chunk<? extends List<Row>> chunk) {
        StagingLog open = opened();
        try {
            for (List<Row> rows : chunk) {
                for (Row row : rows) {
                    inference.add(row.json(), open.add(row.json()));
                }
            }
            learnedTo = open.commit().length();
        } catch (RuntimeException e) {
            hasSeenTooMuch = true;
            open.rollBack();
            throw e;
        }
    }

    /** What was learned of the rows up to a length; empty if something else was, so that the log must be read again. */
    public Optional<Inference> learned(long length) {
        return length == learnedTo && !hasSeenTooMuch ? Optional.of(inference) : Optional.empty();
    }

    @Override
    public void update(ExecutionContext context) {
        opened().committed().putInto(context);
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
            log = null;
        }
    }

    private StagingLog opened() {
        if (log == null) {
            throw new IllegalStateException("the staging log " + path + " is used before it was opened");
        }
        return log;
    }
}
