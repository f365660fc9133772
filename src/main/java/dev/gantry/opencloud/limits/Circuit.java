package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Optional;

/**
 * Leaves a host alone that fails: after {@value #FAILURES} failures in a row nothing leaves but one request after 1, 2, 4
 * and at last every 60 seconds, to see. The first that is answered lets all go on. A host that never answered is not held
 * to be down: its address is more likely wrong, and whoever calls it is to learn that soon.
 *
 * <p>Safe for many threads.
 */
final class Circuit {

    private static final int FAILURES = 10;
    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST = 60 * SECOND;

    /** How often they look who wait while a probe is under way. */
    private static final long LOOK = 100_000_000L;

    private final Time time;
    private boolean hasAnswered;
    private int failures;
    private int probes;
    private long nextProbe;
    private boolean isProbing;
    private volatile boolean isUntroubled;
    private volatile boolean isOpen;

    /** How a request leaves. */
    enum Leave {
        AS_USUAL,
        AS_PROBE,
        NOT_YET
    }

    Circuit(Time time) {
        this.time = time;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Asks to leave. A probe must tell how it ended. */
    Leave leave() {
        return isOpen ? leaveWhenDown() : Leave.AS_USUAL;
    }

    private synchronized Leave leaveWhenDown() {
        if (!isOpen) {
            return Leave.AS_USUAL;
        }
        if (isProbing || nextProbe - time.nanos() > 0) {
            return Leave.NOT_YET;
        }
        isProbing = true;
        return Leave.AS_PROBE;
    }

    /** Nanoseconds until it is worth asking again. */
    synchronized long untilNextLook() {
        return isProbing ? LOOK : Math.max(LOOK, nextProbe - time.nanos());
    }

    synchronized Wait reason() {
        return new Wait.ForHost(Duration.ofNanos(isProbing ? 0 : Math.max(0, nextProbe - time.nanos())));
    }

    /** Something came back that is not a failure of the host. */
    void answered() {
        if (!isUntroubled) {
            recover();
        }
    }

    private synchronized void recover() {
        hasAnswered = true;
        failures = 0;
        probes = 0;
        isProbing = false;
        isOpen = false;
        isUntroubled = true;
    }

    /**
     * The host failed, or nothing came back.
     *
     * @param isAnswer whether the host itself said so
     * @param retryAfter when it wants to be asked again
     */
    synchronized void failed(boolean isAnswer, boolean wasProbe, Optional<Duration> retryAfter) {
        hasAnswered |= isAnswer;
        isUntroubled = false;
        failures++;
        if (wasProbe || (!isOpen && failures >= FAILURES && hasAnswered)) {
            isOpen = true;
            isProbing = false;
            long pause = Math.max(
                    SECOND << Math.min(probes, 6),
                    retryAfter.orElse(Duration.ZERO).toNanos());
            nextProbe = time.nanos() + Math.min(LONGEST, pause);
            probes++;
        }
    }

    /** A request ended without telling anything of the host. */
    synchronized void abandoned(boolean wasProbe) {
        isProbing &= !wasProbe;
    }
}
