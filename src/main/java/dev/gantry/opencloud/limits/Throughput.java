package dev.gantry.opencloud.limits;

/**
 * The bytes that may be moved in a minute, every request rounded up to the next kilobyte. What one will move is known only
 * afterwards, so that the mean is taken for it when it leaves, and the rest is settled.
 */
final class Throughput {

    private static final long KILOBYTE = 1_024;
    private static final long MEGABYTE = KILOBYTE * KILOBYTE;

    /** One answer counts for so much of the mean. */
    private static final double WEIGHT = 1.0 / 64;

    /** Answers that are under way when a large one arrives have no part of it: so much is left for them. */
    private static final double USED = 0.95;

    private final long bytesPerMinute;
    private final Lane lane;
    private double mean = 1;

    /** @param moved what becomes of them: {@code read} */
    Throughput(long megabytesPerMinute, String moved, Time time) {
        this.bytesPerMinute = megabytesPerMinute * MEGABYTE;
        String limit = megabytesPerMinute + " MB/min " + moved;
        this.lane = Lane.limited(
                USED * bytesPerMinute / KILOBYTE,
                Bandwidths::ofShare,
                time,
                (rate, slowedTo) -> new Wait.ForBytes(limit, slowedTo));
    }

    Lane lane() {
        return lane;
    }

    /** Kilobytes that a request is taken to move. */
    synchronized long expected() {
        return Math.max(1, Math.round(mean));
    }

    /** A request has moved so many bytes. */
    void moved(long bytes, long taken) {
        long kilobytes = Math.max(1, (bytes + KILOBYTE - 1) / KILOBYTE);
        lane.settle(kilobytes - taken);
        synchronized (this) {
            mean += (kilobytes - mean) * WEIGHT;
        }
    }

    boolean isOf(RateHeaders headers) {
        return headers.limit() == bytesPerMinute;
    }
}
