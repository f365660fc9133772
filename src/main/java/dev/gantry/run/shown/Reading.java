package dev.gantry.run.shown;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.gantry.run.Progress;

/**
 * How far a run is, and how fast, at one moment.
 *
 * @param rows delivered by the source, former tries included
 * @param freshRows those of this try
 * @param published rows written by publishing so far
 * @param rowsPerSecond of late
 * @param requests of this try, repeats included
 * @param retries how many of them were repeats
 * @param throttled answers 429
 * @param bytes received
 * @param uses what it takes of all that is limited
 * @param waitsFor why it is no faster, after the words "waits for"
 * @param secondsLeft by the rows of the job's last complete run
 */
public record Reading(
        Progress.Phase phase,
        long rows,
        long freshRows,
        long published,
        double rowsPerSecond,
        List<Part> parts,
        long requests,
        long retries,
        long throttled,
        long bytes,
        List<Use> uses,
        String waitsFor,
        OptionalLong secondsLeft) {

    public Reading {
        parts = List.copyOf(parts);
        uses = List.copyOf(uses);
    }

    /** One partition. */
    public record Part(String name, long rows, double rowsPerSecond, boolean isDone) {}

    /**
     * What is taken of something that is limited.
     *
     * @param requests what is counted: {@code reads of universe 5}
     * @param taken since the try began
     * @param perMinute how much may be taken just now; empty: unlimited
     * @param used the part of that which was used of late, 1 at most; empty: unlimited
     */
    public record Use(String requests, long taken, OptionalDouble perMinute, OptionalDouble used) {}

    /** The largest part that is used of anything; empty when nothing is limited. */
    public OptionalDouble shareUsed() {
        return uses.stream().flatMapToDouble(use -> use.used().stream()).max();
    }
}
