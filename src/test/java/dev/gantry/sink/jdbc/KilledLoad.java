package dev.gantry.sink.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.gantry.database.FaultyDriver;
import dev.gantry.database.Product;
import dev.gantry.sink.Staged;
import dev.gantry.sink.jdbc.JdbcOptions.Mode;

/** A load of rows into an empty or standing table, which is killed again and again. */
final class KilledLoad {

    static final int ROWS = 21;

    /** More than any load of these has. */
    private static final int MOST_COMMITS = 30;

    private final String name;
    private final Loads loads;
    private final Mode mode;
    private final String key;
    private final List<Staged> staged;
    private final Check afterEach;
    private final Iterator<Stop> stops;
    private int kills;
    private boolean isDone;

    /** What holds whenever it was killed. */
    interface Check {
        void hold(Loads loads) throws Exception;
    }

    private record Stop(FaultyDriver.Instant instant, int commit) {}

    private KilledLoad(String name, Loads loads, Mode mode, String key, Check afterEach) throws Exception {
        this.name = name;
        this.loads = loads;
        this.mode = mode;
        this.key = key;
        JdbcSink sink = sink(mode, key);
        this.staged = List.of(loads.stage(sink, Loads.numbered(0, 9)), loads.stage(sink, Loads.numbered(9, ROWS)));
        this.afterEach = afterEach;
        this.stops = stops(mode).iterator();
    }

    /**
     * One that has not begun.
     *
     * @param key of the sink, or none
     * @param before rows that another run has loaded, if any
     * @param folder in which it gets one of its own
     */
    static KilledLoad of(Product product, Mode mode, String key, List<String> before, Path folder, Check afterEach)
            throws Exception {
        Loads loads = Loads.of(product, Files.createTempDirectory(folder, "load"));
        if (!before.isEmpty()) {
            loads.load("1-1", sink(mode, key), before.toArray(String[]::new));
        }
        return new KilledLoad(mode + " into " + product + " upon " + before, loads, mode, key, afterEach);
    }

    private static JdbcSink sink(Mode mode, String key) {
        return Loads.sink(mode, key.isEmpty() ? new String[0] : new String[] {key});
    }

    /**
     * Around its second commit, its third and so on, so that each try gets a little further. An upsert's commits are all
     * alike, so it is killed before some and after the others.
     */
    private static List<Stop> stops(Mode mode) {
        List<FaultyDriver.Instant> both = List.of(FaultyDriver.Instant.values());
        return IntStream.range(2, MOST_COMMITS)
                .boxed()
                .flatMap(commit -> mode == Mode.UPSERT
                        ? Stream.of(new Stop(both.get(commit % both.size()), commit))
                        : both.stream().map(instant -> new Stop(instant, commit)))
                .toList();
    }

    /** Each kill hits all that are not done yet: they share a process, and nothing else. */
    static void killUntilAllAreDone(List<KilledLoad> all) throws Exception {
        List<KilledLoad> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            List<String> done =
                    LoadInAProcess.kill(left.stream().map(KilledLoad::next).toList());
            for (KilledLoad load : left) {
                load.isDone = done.contains(load.loads.address().url());
                if (!load.isDone) {
                    load.kills++;
                    load.check();
                }
            }
            left.removeIf(load -> load.isDone);
        }
    }

    private LoadInAProcess.Doomed next() {
        if (!stops.hasNext()) {
            throw new AssertionError(name + ": not done after " + kills + " kills");
        }
        Stop stop = stops.next();
        return new LoadInAProcess.Doomed(loads.address(), mode, key, "2-2", stop.instant(), stop.commit(), staged);
    }

    private void check() {
        try {
            afterEach.hold(loads);
        } catch (Exception | AssertionError failed) {
            throw new AssertionError(name + ", after " + kills + " kills", failed);
        }
    }

    int kills() {
        return kills;
    }

    Loads loads() {
        return loads;
    }
}
