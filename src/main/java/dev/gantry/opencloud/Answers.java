package dev.gantry.opencloud;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import dev.gantry.opencloud.limits.OperationClass;

/** What became of the requests of this process so far, all its runs together. Safe for many threads. */
public final class Answers {

    private static final Answers OF_PROCESS = new Answers();
    private static final int NONE = 0;

    private final Map<Kind, LongAdder> requests = new ConcurrentHashMap<>();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * Requests that are counted together.
     *
     * @param operations empty: of no class that a universe counts
     * @param status of HTTP; 0: no answer came
     */
    public record Kind(Optional<OperationClass> operations, int status) implements Comparable<Kind> {

        @Override
        public int compareTo(Kind other) {
            int byClass = Integer.compare(place(), other.place());
            return byClass != 0 ? byClass : Integer.compare(status, other.status);
        }

        private int place() {
            return operations.map(OperationClass::ordinal).orElse(Integer.MAX_VALUE);
        }
    }

    private Answers() {}

    /** Those of this process. */
    public static Answers ofProcess() {
        return OF_PROCESS;
    }

    void came(Optional<OperationClass> operations, int status) {
        requests.computeIfAbsent(new Kind(operations, status), unknown -> new LongAdder())
                .increment();
    }

    /** The connection broke, or the answer did not come in time. */
    void didNotCome(Optional<OperationClass> operations) {
        came(operations, NONE);
    }

    void repeated() {
        repeats.increment();
    }

    void received(long bodyBytes) {
        bytes.add(bodyBytes);
    }

    /** How many requests there were of each kind, repeats included. */
    public Map<Kind, Long> requests() {
        Map<Kind, Long> all = new TreeMap<>();
        requests.forEach((kind, count) -> all.put(kind, count.sum()));
        return all;
    }

    /** How many of them were repeats. */
    public long repeats() {
        return repeats.sum();
    }

    /** Body bytes received. */
    public long bytes() {
        return bytes.sum();
    }
}
