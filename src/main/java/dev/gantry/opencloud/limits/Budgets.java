package dev.gantry.opencloud.limits;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

/**
 * Everything that limits the requests of a process, for all its runs together. What is known of a universe, an owner or a
 * host is kept when a run ends, because the next one may begin within the same minute. Safe for many threads.
 */
public final class Budgets {

    private static final Budgets OF_PROCESS = new Budgets(
            Time.system(), count -> Thread.ofVirtual().name("players-online").start(count), null);

    private final Time time;
    private final Executor counters;
    private final @Nullable Machines machines;
    private final @Nullable String run;
    private final Map<UniverseKey, UniverseBudget> universes;
    private final Map<OperationKey, Lane> operations;
    private final Map<String, Circuit> circuits;

    private record UniverseKey(String address, long universe) {}

    private record OperationKey(Account account, String operation, boolean isByToken) {}

    /**
     * With nothing known yet.
     *
     * @param counters run what asks for the players, beside those who wait
     * @param shared where other machines have the same budgets; null: there are none
     */
    Budgets(Time time, Executor counters, @Nullable SharedTokens shared) {
        this.time = time;
        this.counters = counters;
        this.machines = shared == null ? null : new Machines(shared, time, counters);
        this.run = null;
        this.universes = new ConcurrentHashMap<>();
        this.operations = new ConcurrentHashMap<>();
        this.circuits = new ConcurrentHashMap<>();
    }

    private Budgets(Budgets same, String run) {
        this.time = same.time;
        this.counters = same.counters;
        this.machines = same.machines;
        this.run = run;
        this.universes = same.universes;
        this.operations = same.operations;
        this.circuits = same.circuits;
    }

    /**
     * The same for one run: what is its own it has once, however many machines and clients make its requests.
     *
     * @param name no other run on any machine has it
     */
    public Budgets of(String name) {
        return new Budgets(this, name);
    }

    /** Whose own they are; null: nobody's whose requests come from several machines. */
    @Nullable String run() {
        return run;
    }

    /** Those of this process. */
    public static Budgets ofProcess() {
        return OF_PROCESS;
    }

    /** Others, apart from the process's, in a time of their own. */
    public static Budgets in(Time time) {
        return new Budgets(time, Runnable::run, null);
    }

    /** Those that this process has in common with other machines. */
    public static Budgets sharedBy(SharedTokens shared) {
        return new Budgets(
                Time.system(), task -> Thread.ofVirtual().name("shared-budgets").start(task), shared);
    }

    /** The same in a time of their own. */
    public static Budgets sharedBy(SharedTokens shared, Time time) {
        return new Budgets(time, Runnable::run, shared);
    }

    public Time time() {
        return time;
    }

    /**
     * A run begins.
     *
     * @param players asked once a minute, unless the quota says how many there are
     */
    public Allotment join(Account account, Quota quota, CountPlayers players) {
        return new Allotment(this, account, quota, players);
    }

    /** The process ends: other machines are asked nothing any more. */
    public void end() {
        if (machines != null) {
            machines.end();
        }
    }

    /**
     * How every class of every universe stands that was asked so far, universe by universe; then those that only other
     * machines ask.
     */
    public List<Gauge> gauges() {
        List<Gauge> here = universes.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(UniverseKey::address).thenComparingLong(UniverseKey::universe)))
                .flatMap(each -> each.getValue().gauges(each.getKey().address()).stream())
                .toList();
        if (machines == null) {
            return here;
        }
        Map<GaugeKey, Gauge> all = new LinkedHashMap<>();
        here.forEach(each -> all.put(GaugeKey.of(each), each));
        GaugesElsewhere.of(machines)
                .forEach(each -> all.merge(GaugeKey.of(each), each, (ours, theirs) -> ours.runs() > 0 ? ours : theirs));
        return List.copyOf(all.values());
    }

    /** What a gauge is of. */
    private record GaugeKey(String address, long universe, UniverseClass kind) {

        static GaugeKey of(Gauge gauge) {
            return new GaugeKey(gauge.address(), gauge.universe(), gauge.kind());
        }
    }

    Executor counters() {
        return counters;
    }

    UniverseBudget universe(Account account, long universe) {
        return universes.computeIfAbsent(
                new UniverseKey(account.address(), universe),
                key -> new UniverseBudget(key.address(), universe, time, machines));
    }

    Lane ofOperation(Account account, Cost cost) {
        String id = cost.operation().id();
        Lane.Reason reason = (rate, slowedTo) -> new Wait.ForOperation(id, rate, slowedTo);
        return operations.computeIfAbsent(
                new OperationKey(account, id, cost.isByToken()),
                key -> cost.limit()
                        .map(limit -> limited(key, limit, reason))
                        .orElseGet(() -> Lane.unlimited(time, reason)));
    }

    private Lane limited(OperationKey key, Limit limit, Lane.Reason reason) {
        if (machines == null) {
            return Lane.of(limit, time, reason);
        }
        Account account = key.account();
        String name =
                account.address() + " " + account.owner() + " " + key.operation() + (key.isByToken() ? " token" : "");
        return new OperationBudget(name, limit, machines, reason).lane();
    }

    /** Done with each request, and again and again while somebody waits. */
    void keepExchanging() {
        if (machines != null) {
            machines.keepExchanging();
        }
    }

    Circuit circuit(String host) {
        return circuits.computeIfAbsent(host, key -> new Circuit(time));
    }
}
