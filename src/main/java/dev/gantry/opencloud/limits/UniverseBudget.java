package dev.gantry.opencloud.limits;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one universe may be asked, class by class, by everything in the process. Safe for many threads. */
final class UniverseBudget {

    private static final Logger LOG = LoggerFactory.getLogger(UniverseBudget.class);
    private static final long EVERY = Duration.ofMinutes(1).toNanos();

    /** Sooner where nothing is known: the least that a universe earns may be a hundredth of what it has. */
    private static final long UNTIL_KNOWN = Duration.ofSeconds(5).toNanos();

    private final long universe;
    private final String name;
    private final Time time;
    private final @Nullable Machines machines;
    private final Map<UniverseClass, ClassBudget> classes = new EnumMap<>(UniverseClass.class);
    private final Map<UniverseClass, Throughput> bytes = new EnumMap<>(UniverseClass.class);
    private final ReentrantLock first = new ReentrantLock();
    private final AtomicBoolean isCounting = new AtomicBoolean();
    private int players;
    private volatile boolean isCounted;
    private volatile boolean isKnown;
    private volatile long countedAt;

    /**
     * One that nothing uses yet.
     *
     * @param address of Open Cloud
     * @param machines that share it; null: there are no others
     */
    UniverseBudget(String address, long universe, Time time, @Nullable Machines machines) {
        this.universe = universe;
        this.name = address + " " + universe;
        this.time = time;
        this.machines = machines;
        bytes.put(UniverseClass.V1_READ, Throughput.read(20, " by v1", time));
        bytes.put(UniverseClass.V1_WRITE, Throughput.written(10, " by v1", time));
    }

    synchronized ClassBudget of(UniverseClass kind) {
        return classes.computeIfAbsent(kind, each -> open(each, players));
    }

    private ClassBudget open(UniverseClass kind, int count) {
        ClassLanes lanes = new ClassLanes(kind, time, name + " " + kind, machines, bytes.get(kind));
        return new ClassBudget(kind, count, time, lanes);
    }

    synchronized List<Gauge> gauges(String address) {
        return classes.values().stream()
                .map(each -> each.gauge(address, universe))
                .toList();
    }

    /** The bytes of data stores v1, which are counted by universe; those of others by key. */
    Map<UniverseClass, Throughput> bytes() {
        return bytes;
    }

    /** Counts the players unless they have been: without them nothing is known of how much the universe may be asked. */
    void countFirst(CountPlayers by) {
        if (isCounted) {
            return;
        }
        first.lock();
        try {
            if (!isCounted) {
                count(by);
            }
        } finally {
            first.unlock();
        }
    }

    /** Has the players counted again once the last count is a minute old, or failed and nothing is known. */
    void keepCounting(CountPlayers by, Executor counters) {
        long every = isKnown ? EVERY : UNTIL_KNOWN;
        if (time.nanos() - countedAt >= every && isCounting.compareAndSet(false, true)) {
            counters.execute(() -> {
                try {
                    count(by);
                } finally {
                    isCounting.set(false);
                }
            });
        }
    }

    /** Where the count cannot be had, it stays as it was, or none, which earns the least. */
    private void count(CountPlayers by) {
        countedAt = time.nanos();
        try {
            playersAre(machines == null ? by.online(universe) : machines.players(name, by, universe));
        } catch (IOException unknown) {
            LOG.warn(
                    "Players online in universe {} are not known ({}); going on as if there were {}.",
                    universe,
                    unknown.getMessage(),
                    lastCount());
        }
    }

    private synchronized int lastCount() {
        isCounted = true;
        return players;
    }

    private synchronized void playersAre(int count) {
        players = count;
        isCounted = true;
        isKnown = true;
        classes.values().forEach(each -> each.playersAre(count));
    }
}
