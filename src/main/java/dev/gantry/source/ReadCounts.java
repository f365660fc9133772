package dev.gantry.source;

import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * What a partition has delivered, over all its tries.
 *
 * @param rows delivered
 * @param vanished entries that were deleted between listing and reading
 */
public record ReadCounts(long rows, long vanished) {

    static final ReadCounts NONE = new ReadCounts(0, 0);

    private static final String ROWS = "read.rows";
    private static final String VANISHED = "read.vanished";

    /** The counts of a partition's last checkpoint. */
    public static ReadCounts in(ExecutionContext context) {
        return new ReadCounts(context.getLong(ROWS, 0), context.getLong(VANISHED, 0));
    }

    void putInto(ExecutionContext context) {
        context.putLong(ROWS, rows);
        context.putLong(VANISHED, vanished);
    }

    ReadCounts plusRow() {
        return new ReadCounts(rows + 1, vanished);
    }

    ReadCounts plusVanished() {
        return new ReadCounts(rows, vanished + 1);
    }
}
