package dev.gantry.writeback;

import java.util.Optional;
import java.util.function.Function;

import dev.gantry.job.Fields;
import dev.gantry.job.Given;
import dev.gantry.job.Shape;

/**
 * What a job says to prevent harm, whatever it changes.
 *
 * @param maxChanges the run ends rather than making more
 * @param canary how many changes are made first
 */
public record Guards(Optional<Long> maxChanges, Optional<Canary> canary) {

    /** As of a sink of which nothing is said. */
    public static final Guards NONE = new Guards(Optional.empty(), Optional.empty());

    /** Declares them among a sink's fields. */
    public static Function<Given, Guards> in(Fields fields) {
        var maxChanges = fields.optional(
                "max-changes", Shape.integer(1L, Long.MAX_VALUE), "The run ends rather than making more changes");
        var canary = fields.optional(
                "canary",
                Canary.SHAPE,
                "Makes so many changes first, reads again what can be read, and stops until it is told to go on: a number,"
                        + " or a percentage of what the job reads");
        return given -> new Guards(given.get(maxChanges), given.get(canary));
    }
}
