package dev.gantry.run;

import java.nio.file.Path;
import java.util.List;

import dev.gantry.job.Job;
import dev.gantry.job.Tolerance;
import dev.gantry.run.state.JobLocks;
import dev.gantry.sink.RowSink;
import dev.gantry.source.Partition;
import dev.gantry.source.RowSource;
import dev.gantry.source.walk.ReadBounds;
import dev.gantry.transform.RowTransform;

/**
 * One try of a run: all that its steps need.
 *
 * @param staging the run's own folder of staging logs
 * @param tolerance how many rows may be rejected
 * @param lock without which nothing may be written down
 */
record Execution(
        Run run,
        Job<RowSource, RowTransform, RowSink> job,
        Reach reach,
        ReadBounds bounds,
        Path staging,
        Tolerance tolerance,
        JobLocks.Held lock,
        StopSignal stop,
        Progress progress) {

    List<Partition> partitions() {
        return run.partitions();
    }

    Partition partition(String name) {
        return partitions().stream()
                .filter(partition -> partition.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Path stagingFile(Partition partition) {
        return staging.resolve(partitions().indexOf(partition) + ".staged");
    }

    Path rejectsFile(Partition partition) {
        return staging.resolve(partitions().indexOf(partition) + ".rejected");
    }
}
