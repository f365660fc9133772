package dev.gantry.run;

import java.nio.file.Path;
import java.util.List;

import dev.gantry.job.Job;
import dev.gantry.opencloud.OpenCloud;
import dev.gantry.sink.RowSink;
import dev.gantry.source.ReadBounds;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;

/**
 * One try of a run: all that its steps need.
 *
 * @param staging the run's own folder of staging logs
 */
record Execution(
        Run run,
        Job<RowSource, RowTransform, RowSink> job,
        OpenCloud cloud,
        ReadBounds bounds,
        Path staging,
        StopSignal stop,
        Progress progress) {

    List<String> partitions() {
        return run.partitions();
    }

    Path stagingFile(String partition) {
        return staging.resolve(partitions().indexOf(partition) + ".staged");
    }

    Path rejectsFile(String partition) {
        return staging.resolve(partitions().indexOf(partition) + ".rejected");
    }
}
