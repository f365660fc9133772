package dev.gantry.sink;

import java.nio.file.Path;
import java.util.Optional;

import dev.gantry.sink.staging.Checkpoint;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * One partition's staged rows.
 *
 * @param length bytes of the file that a checkpoint covers; what lies beyond is not part of the run
 */
public record Staged(Path file, long length) {
    /** What the last committed checkpoint of a partition covers; empty if the partition never reached one. */
    public static Optional<Staged> committed(Path file, ExecutionContext context) {
        return Checkpoint.in(context).map(checkpoint -> new Staged(file, checkpoint.length()));
    }
}
