package dev.gantry.source.walk;

import java.time.Duration;

/**
 * How much may be in hand at once.
 *
 * @param batchRows rows of one batch, which is what a checkpoint covers
 * @param batchBytes bytes on the wire of one batch; a larger row is a batch of its own
 * @param batchTime the longest a batch is waited for, so that a slow share still reaches checkpoints
 * @param windowRows rows asked for and not yet handed over
 * @param windowBytes the same, in bytes on the wire
 * @param rowLimit rows that a partition is cut to, over all its tries
 */
public record ReadBounds(
        int batchRows, long batchBytes, Duration batchTime, int windowRows, long windowBytes, long rowLimit) {

    public ReadBounds {
        if (batchRows < 1
                || windowRows < 1
                || batchBytes < 1
                || windowBytes < 1
                || rowLimit < 1
                || !batchTime.isPositive()) {
            throw new IllegalArgumentException("every bound is positive");
        }
    }

    /**
     * 1,000 rows or five seconds a batch, 256 rows ahead; bytes by the heap, because a parsed value takes several times
     * its size on the wire.
     */
    public static ReadBounds defaults() {
        long heap = Runtime.getRuntime().maxMemory();
        return new ReadBounds(1000, heap / 32, Duration.ofSeconds(5), 256, heap / 16, Long.MAX_VALUE);
    }
}
