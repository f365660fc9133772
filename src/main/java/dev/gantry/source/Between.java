package dev.gantry.source;

import java.time.Instant;
import java.util.List;

import dev.gantry.job.Shape;

/** The time after one moment, up to and with another, as a job writes it: {@code [2026-11-01T10:00:00Z, 2026-11-01T12:00:00Z]}. */
public record Between(Instant from, Instant to) {

    public static final Shape<Between> SHAPE = Shape.list(AsOf.SHAPE).as(Between::of);

    public Between {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "the first of the two times is the earlier one, found " + from + " and " + to);
        }
    }

    private static Between of(List<AsOf> times) {
        if (times.size() == 2
                && times.get(0) instanceof AsOf.Time(Instant from)
                && times.get(1) instanceof AsOf.Time(Instant to)) {
            return new Between(from, to);
        }
        throw new IllegalArgumentException("two times are needed, as in [2026-11-01T10:00:00Z, 2026-11-01T12:00:00Z]");
    }

    public boolean has(Instant time) {
        return time.isAfter(from) && !time.isAfter(to);
    }
}
