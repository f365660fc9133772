package dev.gantry.cli;

import java.util.List;

import dev.gantry.job.Job;
import dev.gantry.opencloud.catalog.Notes;
import dev.gantry.run.Components;
import dev.gantry.sink.RowSink;
import dev.gantry.source.RowSource;
import dev.gantry.transform.RowTransform;

/** What somebody should know of the operations that a job uses. */
final class JobNotes {

    private JobNotes() {}

    /** Sentences: what is deprecated, what has a successor, what only a cookie opens. */
    static List<String> of(Job<RowSource, RowTransform, RowSink> job) {
        return Components.operations(job).stream()
                .flatMap(operation -> Notes.of(operation).stream())
                .distinct()
                .toList();
    }
}
