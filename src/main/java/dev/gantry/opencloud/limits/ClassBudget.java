package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.bucket4j.Bandwidth;
import org.jspecify.annotations.Nullable;

/**
 * What all runs together may use of one class of a universe: the largest share among them, never the sum. Follows the
 * players, and what answers say. Safe for many threads.
 */
final class ClassBudget {

    /** The part of the live game's part that is kept free for it: before less is left, requests are slowed. */
    private static final double KEPT_FREE = 0.25;

    /** A queue is read by so many items at most, a sorted map by half of it. */
    private static final long MOST_UNITS = 200;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final UniverseClass kind;
    private final Time time;
    private final Lane total;
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private int players;
    private volatile double largestShare;
    private volatile double largestRate;

    /** What the universe may use by its players, as the run reckons that counts the most. */
    private volatile double model;

    /** What it may use by the last answer, where that is less. */
    private volatile double said = Double.POSITIVE_INFINITY;

    private final LastMinute lastMinute;
    private volatile @Nullable Others others;
    private volatile Gauge.Slowed why = Gauge.Slowed.NOT;

    /** What others had used of the limit when an answer told. */
    private record Others(long used, long nanos) {}

    ClassBudget(UniverseClass kind, int players, Time time) {
        this.kind = kind;
        this.time = time;
        this.players = players;
        this.model = kind.perMinute(players);
        this.lastMinute = new LastMinute(time.nanos());
        this.total = Lane.limited(
                1,
                this::shape,
                time,
                (rate, slowedTo) -> new Wait.ForShare(kind.requests(), rate, slowedTo, runs(rate)));
    }

    UniverseClass kind() {
        return kind;
    }

    Lane total() {
        return total;
    }

    /** A run begins to use it. */
    synchronized Seat enter(Quota quota) {
        Seat seat = new Seat(this, own(quota), quota.rate(kind).isPresent() ? 0 : quota.share(), quota.players());
        seats.add(seat);
        resize();
        return seat;
    }

    /** A run no longer uses it. */
    synchronized void leave(Seat seat) {
        seats.remove(seat);
        resize();
    }

    private @Nullable Lane own(Quota quota) {
        return switch (quota.rate(kind).orElse(null)) {
            case null ->
                Lane.limited(
                        1,
                        this::shape,
                        time,
                        (rate, slowedTo) -> new Wait.ForShare(
                                kind.requests(), rate, total.allowance().slowedTo(), runs(rate)));
            case Quota.Rate.PerMinute(double rate) ->
                Lane.limited(
                        rate,
                        this::shape,
                        time,
                        (now, slowedTo) -> new Wait.ForOwnRate(kind.requests(), now, slowedTo));
            case Quota.Rate.Unlimited() -> null;
        };
    }

    private Bandwidth shape(double rate) {
        return kind.isInUnits() ? Bandwidths.ofUnits(rate, MOST_UNITS) : Bandwidths.ofShare(rate);
    }

    /** How many runs share a rate: none but one where it is a smaller share of its own. */
    private int runs(double rate) {
        return rate < largestRate
                ? 1
                : (int) seats.stream().filter(Seat::isOfShare).count();
    }

    /** So many players are online now. What was said of the limit before was said of others. */
    synchronized void playersAre(int count) {
        players = count;
        said = Double.POSITIVE_INFINITY;
        resize();
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
        largestRate = most;
        if (most > 0) {
            total.resize(most);
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
            follow(limit);
        }
        countOthers(headers);
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
        }
    }

    private void slowTo(double part) {
        if (total.slowTo(part)) {
            why = Gauge.Slowed.LITTLE_LEFT;
        }
    }

    private void countOthers(RateHeaders headers) {
        if (headers.limitPerMinute() <= model) {
            long now = time.nanos();
            long used = (long) (headers.limitPerMinute() - headers.remainingPerMinute()) - lastMinute.sum(now);
            others = new Others(Math.max(0, used), now);
        }
    }

    private synchronized void follow(double limit) {
        said = limit;
        resize();
    }

    /** The universe said "too many": nothing of this class leaves for so long, and then at half the rate. */
    void throttled(Duration pause) {
        why = Gauge.Slowed.REFUSED;
        total.throttled(pause);
        for (Seat seat : seats) {
            if (seat.own() != null && !seat.isOfShare()) {
                seat.own().throttled(pause);
            }
        }
    }

    /** So many requests, or units of them, have left; less if negative. */
    void count(long amount) {
        lastMinute.add(time.nanos(), amount);
    }

    synchronized Gauge gauge(String address, long universe) {
        long now = time.nanos();
        Others told = others;
        Allowance all = total.allowance();
        int most = seats.stream()
                .mapToInt(seat -> seat.players().orElse(players))
                .max()
                .orElse(players);
        boolean isSlow = all.slowedTo() < 1 || all.pause().isPositive();
        return new Gauge(
                address,
                universe,
                kind,
                Math.min(kind.perMinute(most), said),
                most,
                largestShare,
                largestShare > 0 ? all.perMinute() : OptionalDouble.empty(),
                lastMinute.sum(now),
                told == null || now - told.nanos() > MINUTE ? OptionalLong.empty() : OptionalLong.of(told.used()),
                seats.size(),
                all.slowedTo(),
                all.pause(),
                isSlow ? why : Gauge.Slowed.NOT);
    }
}
