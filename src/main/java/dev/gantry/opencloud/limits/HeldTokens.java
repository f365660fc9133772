package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleFunction;

import io.github.bucket4j.Bandwidth;

/**
 * Those of a bucket that several machines share, fetched in batches.
 *
 * <p>A batch is reserved in the order of asking, at the rate of the moment, so that machines get theirs by turns; it may be
 * used from when it is there, and for a short life only. Batches follow what this machine uses: they double while they are
 * used up, up to a burst divided by the machines, and fall to what was used of one that ran out.
 */
final class HeldTokens implements Tokens {

    /** Sleeping so long, whoever waits for the others' database notices soon that it is back. */
    private static final long LOOK = 100_000_000L;

    private final Machines machines;
    private final String budget;
    private final SharedTokens.Road road;
    private final DoubleFunction<Bandwidth> shape;
    private final Duration life;
    private volatile Pace pace;
    private volatile int sharers = 1;
    private volatile long askedAt;
    private long held;
    private long from;
    private long until;
    private long batch = 1;
    private boolean hasRunOut;

    HeldTokens(
            Machines machines,
            String budget,
            SharedTokens.Road road,
            double rate,
            DoubleFunction<Bandwidth> shape,
            Duration life) {
        this.machines = machines;
        this.budget = budget;
        this.road = road;
        this.shape = shape;
        this.life = life;
        this.pace = Pace.of(shape.apply(rate), life);
        this.askedAt = machines.time().nanos();
        this.from = machines.nanos();
        this.until = from;
    }

    @Override
    public void shareWith(int count) {
        sharers = count;
    }

    /** When it was last asked for any, in this machine's time. */
    long askedAt() {
        return askedAt;
    }

    @Override
    public long untilFree(long amount) {
        askedAt = machines.time().nanos();
        OptionalLong wait = untilHeld(amount);
        return wait.isPresent() ? wait.getAsLong() : obtain(amount);
    }

    /** Empty if they are to be asked for. */
    private synchronized OptionalLong untilHeld(long amount) {
        long now = machines.nanos();
        if (now >= until && held > 0) {
            batch = Math.max(1, batch - held);
            held = 0;
            hasRunOut = true;
        }
        return held >= amount ? OptionalLong.of(Math.max(0, from - now)) : OptionalLong.empty();
    }

    private long obtain(long amount) {
        long wanted = wanted(amount);
        long asked = machines.nanos();
        OptionalLong delay = machines.reserve(budget, road, pace.microsOf(wanted));
        return delay.isEmpty() ? LOOK : came(wanted, amount, asked, delay.getAsLong());
    }

    private synchronized long wanted(long amount) {
        long most = Math.max(1, pace.burst() / sharers);
        boolean isUsedUpSoon = machines.nanos() - from < life.toNanos() / 2;
        if (!hasRunOut && isUsedUpSoon) {
            batch *= 2;
        }
        hasRunOut = false;
        batch = Math.clamp(batch, 1, most);
        return Math.max(amount - held, batch);
    }

    /**
     * What is left of the batch before keeps its shorter life. They came no later than the answer, and no sooner than they were
     * asked for: when the answer took a life, they are of no use any more.
     */
    private synchronized long came(long wanted, long amount, long asked, long delay) {
        long comes = machines.nanos() + delay;
        long ends = asked + delay + life.toNanos();
        if (ends <= comes) {
            return LOOK;
        }
        if (held > 0 && until <= comes) {
            held = 0;
        }
        until = held > 0 ? Math.min(until, ends) : ends;
        held += wanted;
        from = comes;
        return held >= amount ? delay : LocalTokens.SHORTEST_WAIT;
    }

    @Override
    public synchronized void take(long amount) {
        held -= amount;
    }

    /** What is given back can be used as long as what is held, and is no more than what could be. */
    @Override
    public synchronized void settle(long more) {
        long owed = Math.max(0, -held);
        if (more > 0 || -more <= owed) {
            held -= more;
        } else if (machines.nanos() < until) {
            held = Math.max(held, Math.min(held - more, pace.burst()));
        } else {
            held += owed;
        }
    }

    @Override
    public void comeAt(double rate) {
        pace = Pace.of(shape.apply(rate), life);
    }

    @Override
    public Optional<Wait> hindrance() {
        return machines.hindrance();
    }
}
