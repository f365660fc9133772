package dev.gantry.cli;

import java.util.List;

import dev.gantry.job.Job;
import dev.gantry.opencloud.catalog.Notes;
import dev.gantry.source.RowSource;

/** What somebody should know of the operations that a job uses. */
final class JobNotes {

    private JobNotes() {}

    /** Sentences: what is deprecated, what has a successor, what only a cookie opens. */
    static List<String> of(Job<RowSource, ?, ?> job) {
        return job.source().operations().stream()
                .flatMap(operation -> Notes.of(operation).stream())
                .distinct()
                .toList();
    }
}
