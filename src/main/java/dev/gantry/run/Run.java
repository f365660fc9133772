package dev.gantry.run;

import java.time.Instant;
import java.util.List;

import dev.gantry.source.Partition;

/**
 * One run as the ledger has it.
 *
 * @param file the job file, as it was named
 * @param text what that file held when the run started
 * @param partitions what is read side by side, in the order of the result
 */
public record Run(
        long id,
        String job,
        String file,
        String text,
        RunTerms terms,
        List<Partition> partitions,
        Instant started,
        RunResult result,
        RunStatus status) {

    public Run {
        partitions = List.copyOf(partitions);
    }

    /** The same run, standing otherwise. */
    public Run withStatus(RunStatus now) {
        return new Run(id, job, file, text, terms, partitions, started, result, now);
    }
}
