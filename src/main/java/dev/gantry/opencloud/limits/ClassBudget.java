package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * What all runs together may use of one class of a universe: the largest share among them, never the sum. Follows the
 * players, and what answers say. Safe for many threads.
 */
final class ClassBudget implements Member {

    /** The part of the live game's part that is kept free for it: before less is left, requests are slowed. */
    private static final double KEPT_FREE = 0.25;

    private final UniverseClass kind;
    private final Time time;
    private final Lane total;
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private int players;
    private volatile double largestShare;
    private volatile double largestRate;

    /** The largest of the runs of this process. */
    private volatile double ownRate;

    /** What the universe may use by its players, as the run reckons that counts the most. */
    private volatile double model;

    /** What it may use by the last answer, where that is less. */
    private volatile double said = Double.POSITIVE_INFINITY;

    /** When that was said, or held for other players. */
    private volatile long saidAt;

    private final Spent spent;
    private final @Nullable Machines machines;
    private final ClassLanes lanes;
    private volatile SharedTokens.Others others = SharedTokens.Others.NONE;
    private volatile Gauge.Slowed why = Gauge.Slowed.NOT;

    /**
     * One that nothing uses yet.
     *
     * @param players that are known of
     */
    ClassBudget(UniverseClass kind, int players, Time time, ClassLanes lanes) {
        this.kind = kind;
        this.time = time;
        this.players = players;
        this.lanes = lanes;
        this.machines = lanes.machines();
        this.model = kind.perMinute(players);
        this.saidAt = time.nanos();
        this.spent = new Spent(time);
        this.total = lanes.ofAll(this::ofShare);
    }

    UniverseClass kind() {
        return kind;
    }

    Lane total() {
        return total;
    }

    /**
     * A run begins to use it.
     *
     * @param run its name on all machines; null: it is on this one only
     */
    synchronized Seat enter(Quota quota, @Nullable String run) {
        Seat seat = new Seat(this, own(quota, run), quota.rate(kind).isPresent() ? 0 : quota.share(), quota.players());
        seats.add(seat);
        resize();
        if (machines != null && seats.size() == 1) {
            machines.join(this);
        }
        return seat;
    }

    /** A run no longer uses it. */
    void leave(Seat seat) {
        if (isLastToLeave(seat) && machines != null) {
            machines.tellLeft(this);
        }
    }

    private synchronized boolean isLastToLeave(Seat seat) {
        boolean isLast = seats.remove(seat) && seats.isEmpty();
        if (isLast && machines != null) {
            others = SharedTokens.Others.NONE;
            lanes.shareWith(1);
            machines.leave(this);
        }
        resize();
        return isLast;
    }

    /** Whether a run's own lane is as fast as that of all, and these are of many machines. */
    boolean isAllOf(Lane own) {
        return machines != null && own.rate() >= total.rate();
    }

    private @Nullable Lane own(Quota quota, @Nullable String run) {
        return switch (quota.rate(kind).orElse(null)) {
            case null ->
                lanes.own(
                        1,
                        run,
                        (rate, slowedTo) -> ofShare(rate, total.allowance().slowedTo()));
            case Quota.Rate.PerMinute(double rate) ->
                lanes.own(rate, run, (now, slowedTo) -> new Wait.ForOwnRate(kind.requests(), now, slowedTo));
            case Quota.Rate.Unlimited() -> null;
        };
    }

    private Wait ofShare(double rate, double slowedTo) {
        return new Wait.ForShare(kind.requests(), rate, slowedTo, runs(rate));
    }

    /** How many runs share a rate: none but one where it is a smaller share of its own. */
    private int runs(double rate) {
        return rate < largestRate
                ? 1
                : others.runs() + (int) seats.stream().filter(Seat::isOfShare).count();
    }

    /** So many players are online now. What was said of the limit before was said of others. */
    synchronized void playersAre(int count) {
        players = count;
        follow(Double.POSITIVE_INFINITY, time.nanos());
    }

    private void resize() {
        double most = 0;
        double share = 0;
        double largest = kind.perMinute(0);
        for (Seat seat : seats) {
            if (seat.own() != null && seat.isOfShare()) {
                double all = kind.perMinute(seat.players().orElse(players));
                double rate = seat.share() * Math.min(all, said);
                seat.own().resize(rate);
                most = Math.max(most, rate);
                share = Math.max(share, seat.share());
                largest = Math.max(largest, all);
            }
        }
        largestShare = share;
        model = largest;
        ownRate = most;
        largestRate = Math.max(most, others.rate());
        if (most > 0) {
            total.resize(largestRate);
        }
    }

    /**
     * An answer said how much is left of a limit, perhaps of this one. A lower limit than that by the players is followed
     * at once, a higher one never; and where little is left of what is the live game's, requests are slowed before anybody
     * is refused.
     *
     * @param isRefusal whether it answered 429, and {@link #throttled} tells the rest
     */
    void told(RateHeaders headers, boolean isRefusal) {
        double limit = headers.limitPerMinute() < model ? headers.limitPerMinute() : Double.POSITIVE_INFINITY;
        if (limit != said) {
            follow(limit, time.nanos());
        }
        if (headers.limitPerMinute() <= model) {
            spent.told(headers, others.used());
        }
        if (isRefusal) {
            return;
        }
        double kept = KEPT_FREE * (1 - largestShare) * Math.min(model, said);
        if (largestShare > 0 && headers.remainingPerMinute() < kept) {
            slowTo(headers.remainingPerMinute() / kept);
        }
        if (headers.remaining() == 0) {
            why = Gauge.Slowed.LITTLE_LEFT;
            total.pause(headers.reset());
            tellMachines();
        }
    }

    private void slowTo(double part) {
        if (total.slowTo(part)) {
            why = Gauge.Slowed.LITTLE_LEFT;
        }
    }

    private synchronized void follow(double limit, long since) {
        said = limit;
        saidAt = since;
        resize();
    }

    /** The universe said "too many": nothing of this class leaves for so long, and then at half the rate. */
    void throttled(Duration pause) {
        why = Gauge.Slowed.REFUSED;
        total.throttled(pause);
        slowRates(pause);
        tellMachines();
    }

    /** Those that runs have in place of the share. */
    private void slowRates(Duration pause) {
        for (Seat seat : seats) {
            if (seat.own() != null && !seat.isOfShare()) {
                seat.own().throttled(pause);
            }
        }
    }

    private void tellMachines() {
        if (machines != null) {
            machines.tell(this);
        }
    }

    @Override
    public String budget() {
        return lanes.name();
    }

    @Override
    public SharedTokens.Standing standing(SharedTokens.@Nullable Brake news) {
        Gauge gauge = gauge("", 0);
        var shown = new SharedTokens.Shown(gauge.limit(), gauge.players(), largestShare, gauge.game());
        return new SharedTokens.Standing(lanes.name(), true, ownRate, seats.size(), spent.used(), shown, news);
    }

    @Override
    public SharedTokens.Brake brake() {
        SharedTokens.Brake brake = total.brake();
        return new SharedTokens.Brake(brake.fullAt(), brake.pausedUntil(), brake.slowedAt(), said, saidAt);
    }

    @Override
    public synchronized void learn(SharedTokens.Others known) {
        if (seats.isEmpty()) {
            return;
        }
        others = known;
        lanes.shareWith(known.machines() + 1);
        SharedTokens.Brake brake = known.brake();
        if (brake == null) {
            resize();
            return;
        }
        if (brake.slowedAt() > total.brake().slowedAt()) {
            why = Gauge.Slowed.REFUSED;
            slowRates(Duration.ZERO);
        }
        total.slowLike(brake);
        if (brake.saidAt() > saidAt) {
            follow(brake.said(), brake.saidAt());
        } else {
            resize();
        }
    }

    /** So many requests, or units of them, have left; less if negative. */
    void count(long amount) {
        spent.count(amount);
    }

    synchronized Gauge gauge(String address, long universe) {
        int most = seats.stream()
                .mapToInt(seat -> seat.players().orElse(players))
                .max()
                .orElse(players);
        Allowance all = total.allowance();
        boolean isSlow = all.slowedTo() < 1 || all.pause().isPositive();
        return new Gauge(
                address,
                universe,
                kind,
                Math.min(kind.perMinute(most), said),
                most,
                largestShare,
                largestShare > 0 ? all.perMinute() : OptionalDouble.empty(),
                spent.used() + others.used(),
                spent.game(),
                seats.size() + others.runs(),
                all.slowedTo(),
                all.pause(),
                isSlow ? why : Gauge.Slowed.NOT);
    }
}
