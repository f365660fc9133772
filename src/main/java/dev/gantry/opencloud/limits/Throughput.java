package dev.gantry.opencloud.limits;

/**
 * The bytes that may be moved of a universe in a minute by data stores v1, every request rounded up to the next kilobyte. What will be read is known only
 * afterwards: the mean is counted for a request when it leaves, and corrected when its answer is here. A lane keeps those
 * requests apart that all together would move too much; a large value among small ones holds up nobody while the minute
 * has room for it.
 *
 * <p>When something large is read, Open Cloud knows before it is here, and refuses what is sent in between. So as much as
 * the largest that was read of late is never used; of the next ones nothing is known, so that it is the largest there may
 * be at first. Safe for many threads.
 */
final class Throughput {

    private static final long KILOBYTE = 1_024;
    private static final long MEGABYTE = KILOBYTE * KILOBYTE;

    /** One answer counts for so much of the mean, and for no more than so many means. */
    private static final double WEIGHT = 1.0 / 64;

    private static final double USUAL = 16;

    /** Of a value of the most characters, and what is around it. */
    private static final long LARGEST = 4_200;

    /** What is rarer than one in so many answers may cost a few refusals: they are under a thousandth of these. */
    private static final int LATE = 25_000;

    private static final double LEAST_UNUSED = 0.05;

    private final long bytesPerMinute;
    private final boolean isRead;
    private final Time time;
    private final Lane lane;
    private final LastMinute lastMinute;
    private double mean = 1;
    private long largestBefore;
    private long largestNow;
    private int answers;
    private volatile long usable;
    private int sharers = 1;

    private Throughput(long megabytesPerMinute, boolean isRead, String of, Time time) {
        this.bytesPerMinute = megabytesPerMinute * MEGABYTE;
        this.isRead = isRead;
        this.time = time;
        this.lastMinute = new LastMinute(time.nanos());
        this.largestBefore = isRead ? LARGEST : 0;
        this.usable = usable();
        String limit = megabytesPerMinute + " MB/min " + (isRead ? "read" : "written") + of;
        Lane.Reason reason = (rate, slowedTo) -> new Wait.ForBytes(limit, slowedTo);
        this.lane = Lane.limitedTwice((double) usable, Bandwidths::ofShare, this::untilRoom, time, reason);
    }

    /** @param of what is limited, for people */
    static Throughput read(long megabytesPerMinute, String of, Time time) {
        return new Throughput(megabytesPerMinute, true, of, time);
    }

    /** See {@link #read}. */
    static Throughput written(long megabytesPerMinute, String of, Time time) {
        return new Throughput(megabytesPerMinute, false, of, time);
    }

    Lane lane() {
        return lane;
    }

    private long untilRoom() {
        return lastMinute.untilAtMost(time.nanos(), usable);
    }

    /** Kilobytes that a request is taken to move that sends so many bytes. */
    synchronized long expected(long sent) {
        return isRead ? Math.max(1, Math.round(mean)) : kilobytes(sent);
    }

    /** A request has left that is taken to move so many kilobytes. */
    void left(long kilobytes) {
        lastMinute.add(time.nanos(), kilobytes);
    }

    /** It has moved so many bytes. */
    void moved(long bytes, long taken) {
        long kilobytes = kilobytes(bytes);
        lastMinute.add(time.nanos(), kilobytes - taken);
        if (isRead && hasNews(kilobytes)) {
            usable = usable();
            lane.resize((double) usable);
        }
    }

    /** Whether an answer's limit is this one. */
    boolean isOf(RateHeaders headers) {
        return headers.limit() == bytesPerMinute;
    }

    private synchronized boolean hasNews(long kilobytes) {
        mean += (Math.min((double) kilobytes, USUAL * mean) - mean) * WEIGHT;
        long before = Math.max(largestNow, largestBefore);
        largestNow = Math.max(largestNow, kilobytes);
        answers++;
        if (answers == LATE) {
            largestBefore = largestNow;
            largestNow = 0;
            answers = 0;
        }
        return Math.max(largestNow, largestBefore) != before;
    }

    /** So many machines move bytes of it, each its part of what may be used. */
    void shareWith(int machines) {
        synchronized (this) {
            if (machines == sharers) {
                return;
            }
            sharers = machines;
        }
        usable = usable();
        lane.resize((double) usable);
    }

    private synchronized long usable() {
        double all = (double) bytesPerMinute / KILOBYTE;
        double largest = Math.min(LARGEST, Math.max(largestNow, largestBefore));
        return (long) (all - Math.max(LEAST_UNUSED * all, largest)) / sharers;
    }

    private static long kilobytes(long bytes) {
        return Math.max(1, (bytes + KILOBYTE - 1) / KILOBYTE);
    }
}
