package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One request that may leave, and then tells how it ended. Closed without a word, as when its caller was interrupted, it
 * stays counted as sent. For one thread.
 */
public final class Permit implements AutoCloseable {

    /** Says something of the operation, and nothing of the host. */
    private static final int NOT_IMPLEMENTED = 501;

    private final Route route;
    private final Circuit circuit;
    private final Line.Departure departure;
    private final long units;
    private final long kilobytes;
    private boolean hasEnded;

    Permit(Route route, Circuit circuit, Line.Departure departure, long units, long kilobytes) {
        this.route = route;
        this.circuit = circuit;
        this.departure = departure;
        this.units = units;
        this.kilobytes = kilobytes;
    }

    /** How long it was kept back because the host does not answer. */
    public Duration held() {
        return departure.held();
    }

    /**
     * An answer came.
     *
     * @param header gives a header by its name in lower case
     * @param retryAfter what the answer asks for
     * @param bytes of the body sent or received, whichever are more
     */
    public void answered(
            int status, Function<String, @Nullable String> header, Optional<Duration> retryAfter, long bytes) {
        ended(status >= 500 && status != NOT_IMPLEMENTED, true, retryAfter);
        route.settle(bytes, kilobytes);
        if (status >= 400) {
            returned(1);
        }
        Optional<RateHeaders> headers = RateHeaders.of(header);
        boolean isRefusal = status == 429;
        if (headers.filter(RateHeaders::isOfOneEntry).isPresent()) {
            // Only this call waits.
            return;
        }
        headers.ifPresent(said -> route.told(said, isRefusal));
        if (isRefusal) {
            Duration reset = headers.map(RateHeaders::reset).orElse(Duration.ZERO);
            route.throttled(headers, retryAfter.orElse(reset));
        }
    }

    /** No answer came, or none that is whole. */
    public void failed() {
        ended(true, false, Optional.empty());
    }

    /** So many items came back, each of which counts where any does. */
    public void returned(int items) {
        if (route.seat() != null && route.seat().budget().kind().isInUnits()) {
            route.seat().settle(Math.max(1, items) - units);
        }
    }

    /** Whether the host is held to be down: the next permit is worth waiting for, and this failure was nobody's fault. */
    public boolean isHostDown() {
        return circuit.isOpen();
    }

    @Override
    public void close() {
        if (!hasEnded) {
            circuit.abandoned(isProbe());
        }
    }

    private void ended(boolean isFailure, boolean isAnswer, Optional<Duration> retryAfter) {
        hasEnded = true;
        if (isFailure) {
            circuit.failed(isAnswer, isProbe(), retryAfter);
        } else {
            circuit.answered();
        }
    }

    private boolean isProbe() {
        return departure.leave() == Circuit.Leave.AS_PROBE;
    }
}
