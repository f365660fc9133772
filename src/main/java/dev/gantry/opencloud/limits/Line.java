package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The callers of one run that wait for the same lanes: they leave in the order of asking.
 *
 * <p>The first of the line goes from lane to lane, the run's own first, and at each waits for its turn among the first of
 * other runs' lines, so that runs get through by turns. It takes from all lanes at the end and at once; until then a
 * wait can be broken off, and nothing is owed.
 */
final class Line {

    private static final long SECOND = 1_000_000_000L;

    private final Time time;
    private final String requests;
    private final Supplier<OptionalDouble> perMinute;
    private final Runnable meanwhile;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder taken = new LongAdder();
    private volatile @Nullable Supplier<Wait> reason;

    /**
     * An empty one.
     *
     * @param requests what is counted, for people
     * @param perMinute how fast it may go; empty: as fast as answers come
     * @param meanwhile done with each request, and again and again while somebody waits
     */
    Line(Time time, String requests, Supplier<OptionalDouble> perMinute, Runnable meanwhile) {
        this.time = time;
        this.requests = requests;
        this.perMinute = perMinute;
        this.meanwhile = meanwhile;
    }

    /**
     * How a request left.
     *
     * @param held how long the host was waited for
     */
    record Departure(Circuit.Leave leave, Duration held) {}

    /**
     * Returns once a request may leave, at the rates of that moment, not of the asking; all tolls are taken then.
     *
     * @param tolls in the order that all lines keep to, so that no two wait for each other
     * @param patience how long a host that is down is waited for; then the request leaves all the same
     */
    Departure pass(List<Toll> tolls, Circuit circuit, Duration patience) throws InterruptedException {
        meanwhile.run();
        if (!circuit.isOpen() && areOpen(tolls)) {
            taken.increment();
            return new Departure(Circuit.Leave.AS_USUAL, Duration.ZERO);
        }
        waiting.incrementAndGet();
        try {
            turn.lockInterruptibly();
            try {
                return through(tolls, 0, circuit, patience);
            } finally {
                if (waiting.get() == 1) {
                    reason = null;
                }
                turn.unlock();
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Whether nothing is to be paid and nothing pauses, so that there is no order to keep. */
    private static boolean areOpen(List<Toll> tolls) {
        for (Toll toll : tolls) {
            if (!toll.isFree() || toll.untilFree() > 0) {
                return false;
            }
        }
        return true;
    }

    private Departure through(List<Toll> tolls, int at, Circuit circuit, Duration patience)
            throws InterruptedException {
        if (at == tolls.size()) {
            return leave(tolls, circuit, patience);
        }
        Toll toll = tolls.get(at);
        if (toll.isFree()) {
            return through(tolls, at + 1, circuit, patience);
        }
        if (toll.lane().turn().isLocked()) {
            reason = toll.lane()::reason;
        }
        toll.lane().turn().lockInterruptibly();
        try {
            for (long wait = toll.untilFree(); wait > 0; wait = toll.untilFree()) {
                reason = toll.lane()::reason;
                sleep(wait);
            }
            return through(tolls, at + 1, circuit, patience);
        } finally {
            toll.lane().turn().unlock();
        }
    }

    /** Every turn is had, so nobody else takes what is there; but a pause may have come, or a slower rate. */
    private Departure leave(List<Toll> tolls, Circuit circuit, Duration patience) throws InterruptedException {
        long held = 0;
        while (true) {
            long wait = longest(tolls);
            if (wait == 0) {
                Circuit.Leave leave = circuit.leave();
                if (leave != Circuit.Leave.NOT_YET || held >= patience.toNanos()) {
                    tolls.forEach(Toll::take);
                    taken.add(tolls.isEmpty() ? 1 : Math.max(1, tolls.getFirst().amount()));
                    return new Departure(leave, Duration.ofNanos(held));
                }
                reason = circuit::reason;
                long before = time.nanos();
                sleep(Math.min(circuit.untilNextLook(), Math.max(1, patience.toNanos() - held)));
                held += time.nanos() - before;
            } else {
                sleep(wait);
            }
        }
    }

    private long longest(List<Toll> tolls) {
        long longest = 0;
        for (Toll toll : tolls) {
            long wait = toll.untilFree();
            if (wait > longest) {
                longest = wait;
                reason = toll.lane()::reason;
            }
        }
        return longest;
    }

    private void sleep(long nanos) throws InterruptedException {
        meanwhile.run();
        Supplier<Wait> now = reason;
        long before = time.nanos();
        try {
            time.sleep(Duration.ofNanos(Math.min(nanos, SECOND)));
        } finally {
            if (now != null) {
                Waited.ofProcess().add(now.get(), time.nanos() - before);
            }
        }
    }

    int waiting() {
        return waiting.get();
    }

    /** What the first of the line waits for, or did last while others are behind it. */
    Optional<Wait> reason() {
        Supplier<Wait> now = reason;
        return now == null ? Optional.empty() : Optional.of(now.get());
    }

    Use use() {
        return new Use(requests, taken.sum(), perMinute.get());
    }
}
