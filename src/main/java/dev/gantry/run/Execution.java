package dev.gantry.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.gantry.job.Job;
import dev.gantry.job.Tolerance;
import dev.gantry.run.state.JobLocks;
import dev.gantry.sink.RowSink;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.transform.RowTransform;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * One try of a run: all that its steps need.
 *
 * @param staging the run's own folder of staging logs
 * @param tolerance how many rows may be rejected
 * @param spread over which machines its partitions are read; empty: only by this process
 * @param locks which tell who lives
 * @param lock without which nothing may be written down
 */
record Execution(
        Run run,
        Job<RowSource, RowTransform, RowSink> job,
        Reach reach,
        ReadBounds bounds,
        Path staging,
        Tolerance tolerance,
        JobLocks locks,
        JobLocks.Held lock,
        StopSignal stop,
        Progress progress,
        Optional<Spread> spread) {

    /** The same, with its partitions read by those. */
    Execution over(Optional<Spread> machines) {
        return new Execution(run, job, reach, bounds, staging, tolerance, locks, lock, stop, progress, machines);
    }

    List<Partition> partitions() {
        return run.partitions();
    }

    Partition partition(String name) {
        return partitions().stream()
                .filter(partition -> partition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Which files a checkpoint of a partition is of. */
    AttemptFiles files(Partition partition, ExecutionContext checkpoint) {
        return AttemptFiles.of(staging, partitions().indexOf(partition), checkpoint);
    }
}
