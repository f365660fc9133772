package dev.gantry.run;

import java.util.List;

import dev.gantry.source.ReadCounts;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What all partitions of a run have come to by their last checkpoints.
 *
 * @param rows delivered by the source
 * @param vanished entries deleted between listing and reading
 * @param rejected rows that a transform refused
 */
record Totals(long rows, long vanished, long rejected) {

    private static final Totals NONE = new Totals(0, 0, 0);

    static Totals of(JobRepository repository, JobInstance run, List<String> partitions) {
        Totals totals = NONE;
        for (String partition : partitions) {
            @Nullable StepExecution step = repository.getLastStepExecution(run, PipelineJob.READ + ":" + partition);
            if (step != null) {
                totals = totals.plus(step.getExecutionContext());
            }
        }
        return totals;
    }

    private Totals plus(ExecutionContext partition) {
        ReadCounts counts = ReadCounts.in(partition);
        return new Totals(rows + counts.rows(), vanished + counts.vanished(), rejected + Rejects.rows(partition));
    }
}
