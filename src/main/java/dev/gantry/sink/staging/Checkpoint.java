package dev.gantry.sink.staging;

import java.util.Optional;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How much of a staging log counts.
 *
 * @param length bytes from the start of the file, header included
 */
public record Checkpoint(long length, long rows) {
    private static final String LENGTH = "gantry.staged.length";
    private static final String ROWS = "gantry.staged.rows";

    public static Optional<Checkpoint> in(ExecutionContext context) {
        return context.containsKey(LENGTH)
                ? Optional.of(new Checkpoint(context.getLong(LENGTH), context.getLong(ROWS)))
                : Optional.empty();
    }

    void putInto(ExecutionContext context) {
        context.putLong(LENGTH, length);
        context.putLong(ROWS, rows);
    }
}
