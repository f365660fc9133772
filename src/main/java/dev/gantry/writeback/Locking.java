package dev.gantry.writeback;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;
import dev.gantry.job.jq.Jq;

/**
 * What a job says of entries that somebody else has for now.
 *
 * @param locked over the stored value: whether the entry must be left alone for now
 * @param waitForLocks how long a locked entry is waited for
 */
public record Locking(Optional<Jq> locked, Duration waitForLocks) {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** As of a sink of which nothing is said. */
    static final Locking DEFAULT = new Locking(Optional.empty(), PATIENCE);

    private static final Duration SHORTEST_BETWEEN = Duration.ofSeconds(1);
    private static final Duration LONGEST_BETWEEN = Duration.ofMinutes(1);

    /** How often a locked entry is tried again. */
    static Duration between(Duration patience) {
        Duration part = patience.dividedBy(20);
        return part.compareTo(LONGEST_BETWEEN) > 0
                ? LONGEST_BETWEEN
                : part.compareTo(SHORTEST_BETWEEN) < 0 ? SHORTEST_BETWEEN : part;
    }

    /** Declares it among a sink's fields. */
    static Function<Given, Locking> in(Fields fields) {
        var locked = fields.optional(
                "locked",
                Jq.shapeWith(NewValue.ROW, Locks.ATTRIBUTES, Locks.NOW),
                "jq over the stored value, true while the entry must be left alone; $row is the row, $attributes the stored"
                        + " attributes, $now the time in seconds. Live sessions of ProfileStore, ProfileService and Lapis"
                        + " are known without it");
        var waitForLocks = fields.withDefault(
                "wait-for-locks",
                Shape.duration(),
                PATIENCE,
                "10m",
                "How long a locked entry is tried again before it is reported");
        return given -> new Locking(given.get(locked), given.get(waitForLocks));
    }
}
