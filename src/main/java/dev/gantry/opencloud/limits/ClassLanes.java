package dev.gantry.opencloud.limits;

import java.time.Duration;

import io.github.bucket4j.Bandwidth;
import org.jspecify.annotations.Nullable;

/** Makes the lanes of one class of a universe: of this process alone, or shared with other machines. */
final class ClassLanes {

    /** A queue is read by so many items at most, a sorted map by half of it. */
    private static final long MOST_UNITS = 200;

    /** What may be saved up: see {@link Bandwidths#ofShare}. */
    private static final SharedTokens.Road ROAD = new SharedTokens.Road(250_000, false);

    private static final Duration LIFE = Duration.ofSeconds(1);

    private final UniverseClass kind;
    private final Time time;
    private final String name;
    private final @Nullable Machines machines;
    private final @Nullable Throughput bytes;
    private final Tokens tokens;

    /**
     * For one class.
     *
     * @param name the same on all machines
     * @param machines that share it; null: there are no others
     * @param bytes that its requests move; null where they are not counted
     */
    ClassLanes(UniverseClass kind, Time time, String name, @Nullable Machines machines, @Nullable Throughput bytes) {
        this.kind = kind;
        this.time = time;
        this.name = name;
        this.machines = machines;
        this.bytes = bytes;
        this.tokens = machines == null
                ? new LocalTokens(1, this::shape, time)
                : new HeldTokens(machines, name, ROAD, 1, this::shape, LIFE);
    }

    /** The same on all machines. */
    String name() {
        return name;
    }

    @Nullable Machines machines() {
        return machines;
    }

    /** That of all runs. */
    Lane ofAll(Lane.Reason reason) {
        return Lane.of(1, tokens, time, reason);
    }

    /** So many machines use it. What their requests move is known only afterwards, so that each has its part. */
    void shareWith(int sharers) {
        tokens.shareWith(sharers);
        if (bytes != null) {
            bytes.shareWith(sharers);
        }
    }

    /** @param run whose own they are, on whatever machines it reads; null: it is on this one only */
    Lane own(double rate, @Nullable String run, Lane.Reason reason) {
        Tokens tokens = machines == null || run == null
                ? new LocalTokens(rate, this::shape, time)
                : new HeldTokens(machines, name + " run " + run, ROAD, rate, this::shape, LIFE);
        return Lane.of(rate, tokens, time, reason);
    }

    private Bandwidth shape(double rate) {
        return kind.isInUnits() ? Bandwidths.ofUnits(rate, MOST_UNITS) : Bandwidths.ofShare(rate);
    }
}
