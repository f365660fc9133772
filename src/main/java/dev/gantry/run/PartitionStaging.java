package dev.gantry.run;

import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Row;
import dev.gantry.run.state.JobLocks;
import dev.gantry.sink.FinishesLater;
import dev.gantry.sink.RefusesLate;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** Stages what a partition's batches became: rows for the sink, and rows rejected. */
final class PartitionStaging implements ItemStreamWriter<Processed> {

    private final ItemStreamWriter<List<Row>> rows;
    private final Rejects rejects;
    private final JobLocks.Held lock;

    /** @param lock without which no checkpoint is written */
    PartitionStaging(ItemStreamWriter<List<Row>> rows, Rejects rejects, JobLocks.Held lock) {
        this.rows = rows;
        this.rejects = rejects;
        this.lock = lock;
    }

    @Override
    public void open(ExecutionContext context) {
        rows.open(context);
        rejects.open(context);
    }

    @Override
    public void write(Chunk<? extends Processed> chunk) throws Exception {
        for (Processed batch : chunk) {
            rejects.judge(batch.rejects());
            rows.write(new Chunk<>(List.of(batch.rows())));
            rejects.write(withLate(batch.rejects()));
            rejects.keep(left());
        }
    }

    /** Whether it is to be given empty chunks after the last row. */
    boolean hasMore() {
        return rows instanceof FinishesLater finishing && finishing.hasMore();
    }

    /** Whether it does nothing more until the run is told to go on. */
    boolean isHeld() {
        return rows instanceof FinishesLater finishing && finishing.isHeld();
    }

    private List<Row> withLate(List<Row> rejected) {
        if (!(rows instanceof RefusesLate refusing) || refusing.refused().isEmpty()) {
            return rejected;
        }
        List<Row> all = new ArrayList<>(rejected);
        refusing.refused().stream()
                .filter(RefusesLate.Refused::isJudged)
                .forEach(late -> all.add(Transforming.reject(late)));
        return all;
    }

    private List<Row> left() {
        return rows instanceof RefusesLate refusing
                ? refusing.refused().stream()
                        .filter(late -> !late.isJudged())
                        .map(Transforming::reject)
                        .toList()
                : List.of();
    }

    /** In the transaction of the checkpoint. */
    @Override
    public void update(ExecutionContext context) {
        lock.check();
        rows.update(context);
        rejects.update(context);
    }

    @Override
    public void close() {
        rows.close();
    }
}
