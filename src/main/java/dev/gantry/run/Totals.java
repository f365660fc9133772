package dev.gantry.run;

import java.util.List;

import dev.gantry.source.Partition;
import dev.gantry.source.walk.ReadCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What all partitions of a run have come to by their last checkpoints.
 *
 * @param read what the source delivered, and what it did not
 * @param rejected rows that were refused
 * @param kept other rows that are kept with these
 */
record Totals(ReadCounts read, long rejected, long kept) {

    private static final Totals NONE = new Totals(ReadCounts.NONE, 0, 0);

    static Totals of(JobRepository repository, JobInstance run, List<Partition> partitions) {
        Totals totals = NONE;
        for (Partition partition : partitions) {
            @Nullable StepExecution step = repository.getLastStepExecution(run, PipelineJob.READ + ":" + partition.name());
            if (step != null) {
                totals = totals.plus(step.getExecutionContext());
            }
        }
        return totals;
    }

    private Totals plus(ExecutionContext partition) {
        return new Totals(
                read.plus(ReadCounts.in(partition)),
                rejected + Rejects.rows(partition),
                kept + Rejects.kept(partition));
    }
}
