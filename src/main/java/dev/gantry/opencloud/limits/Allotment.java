package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

import dev.gantry.opencloud.catalog.ApiOperation;

/** What one run may ask, and where its requests wait until they may leave. Safe for many threads. */
public final class Allotment implements AutoCloseable {

    private final Budgets budgets;
    private final Account account;
    private final Quota quota;
    private final CountPlayers players;
    private final Map<Place, Seat> seats = new ConcurrentHashMap<>();
    private final Map<Object, Line> lines = new ConcurrentHashMap<>();
    private final Map<Kind, Route> routes = new ConcurrentHashMap<>();

    Allotment(Budgets budgets, Account account, Quota quota, CountPlayers players) {
        this.budgets = budgets;
        this.account = account;
        this.quota = quota;
        this.players = players;
    }

    /** A class of a universe. */
    private record Place(long universe, UniverseClass kind) {}

    /** Requests that meet the same lanes. */
    private record Kind(String operation, long universe, boolean isByToken) {}

    /**
     * Returns once a request may leave, in the order of asking among those that wait for the same.
     *
     * @param patience how long a host that does not answer is waited for; then the request leaves all the same
     */
    public Permit acquire(Cost cost, Duration patience) throws InterruptedException {
        Route route = route(cost);
        Circuit circuit = budgets.circuit(cost.host());
        long kilobytes = route.bytes() == null ? 0 : route.bytes().expected(cost.sent());
        Line.Departure departure = route.line().pass(route.tolls(cost.page(), kilobytes), circuit, patience);
        route.left(cost.page(), kilobytes);
        return new Permit(route, circuit, departure, cost.page(), kilobytes);
    }

    /** How fast requests of a class may go to a universe just now. */
    public Allowance allowance(long universe, UniverseClass kind) {
        countPlayers(universe, kind);
        return seat(universe, kind).allowance();
    }

    /** What the longest of its lines waits for; empty when nothing waits but for answers. */
    public Optional<Wait> waitsFor() {
        return lines.values().stream()
                .filter(line -> line.waiting() > 0)
                .max(Comparator.comparingInt(Line::waiting))
                .flatMap(Line::reason);
    }

    /** What it has used of everything that it has used. */
    public List<Use> uses() {
        return lines.values().stream().map(Line::use).toList();
    }

    /** The run ends: others may have what it leaves. */
    @Override
    public void close() {
        seats.values().forEach(seat -> seat.budget().leave(seat));
    }

    private Route route(Cost cost) {
        Kind kind = new Kind(cost.operation().id(), cost.universe().orElse(0), cost.isByToken());
        Route known = routes.get(kind);
        if (known != null) {
            return known;
        }
        cost.counted().ifPresent(counted -> countPlayers(kind.universe(), counted));
        return routes.computeIfAbsent(kind, absent -> open(cost));
    }

    private Route open(Cost cost) {
        ApiOperation operation = cost.operation();
        Lane owner = budgets.ofOperation(account, cost);
        long limit = cost.limit().map(Limit::requests).orElse(0L);
        if (cost.counted().isEmpty()) {
            Line line = lines.computeIfAbsent(
                    operation.id(),
                    id -> new Line(budgets.time(), operation.id(), () -> rate(owner), budgets::keepExchanging));
            return new Route(line, null, null, owner, limit);
        }
        UniverseClass kind = cost.counted().get();
        long universe = cost.universe().orElseThrow();
        Seat seat = seat(universe, kind);
        Line line = lines.computeIfAbsent(new Place(universe, kind), place -> line(universe, kind, seat));
        return new Route(line, seat, budgets.universe(account, universe).bytes().get(kind), owner, limit);
    }

    private static OptionalDouble rate(Lane lane) {
        return lane.allowance().perMinute();
    }

    private Line line(long universe, UniverseClass kind, Seat seat) {
        UniverseBudget budget = budgets.universe(account, universe);
        Runnable count = follows(kind) ? () -> keepCounting(budget) : budgets::keepExchanging;
        String requests = kind.requests() + " of universe " + universe;
        return new Line(budgets.time(), requests, () -> seat.allowance().perMinute(), count);
    }

    private void keepCounting(UniverseBudget budget) {
        budget.keepCounting(players, budgets.counters());
        budgets.keepExchanging();
    }

    private Seat seat(long universe, UniverseClass kind) {
        UniverseBudget budget = budgets.universe(account, universe);
        return seats.computeIfAbsent(
                new Place(universe, kind), place -> budget.of(kind).enter(quota, budgets.run()));
    }

    private void countPlayers(long universe, UniverseClass kind) {
        if (follows(kind)) {
            budgets.universe(account, universe).countFirst(players);
        }
    }

    /** Whether it is the players online that its part of the class is reckoned by. */
    private boolean follows(UniverseClass kind) {
        return kind.followsPlayers()
                && quota.players().isEmpty()
                && quota.rate(kind).isEmpty();
    }
}
