package dev.gantry.opencloud;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

import dev.gantry.opencloud.limits.OperationClass;

/** What has gone over the wire so far. Safe for many threads. */
public final class Traffic {

    private final Map<OperationClass, LongAdder> requests = new EnumMap<>(OperationClass.class);
    private final LongAdder others = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    Traffic() {
        for (OperationClass each : OperationClass.values()) {
            requests.put(each, new LongAdder());
        }
    }

    /** @param operationClass what it counts as; empty: only among all */
    void sent(Optional<OperationClass> operationClass) {
        operationClass.ifPresentOrElse(each -> adder(each).increment(), others::increment);
    }

    void received(long bodyBytes) {
        bytes.add(bodyBytes);
        Answers.ofProcess().received(bodyBytes);
    }

    void retried() {
        retries.increment();
        Answers.ofProcess().repeated();
    }

    void throttled() {
        throttled.increment();
    }

    /** Requests of a class, repeats included. */
    public long requests(OperationClass operationClass) {
        return adder(operationClass).sum();
    }

    /** All requests, repeats included. */
    public long requests() {
        return others.sum()
                + requests.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many of them were repeats. */
    public long retries() {
        return retries.sum();
    }

    /** Answers 429. */
    public long throttledAnswers() {
        return throttled.sum();
    }

    /** Body bytes received. */
    public long bytes() {
        return bytes.sum();
    }

    private LongAdder adder(OperationClass operationClass) {
        return Objects.requireNonNull(requests.get(operationClass));
    }
}
