package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/** Lanes by themselves, and lines of those who pass them. */
final class Lanes {
    private static final Lane.Reason REASON = (rate, slowedTo) -> new Wait.ForShare("reads", rate, slowedTo, 1);

    private Lanes() {}

    static Lane limited(double perMinute, Time time) {
        return Lane.limited(perMinute, Bandwidths::ofShare, time, REASON);
    }

    static Lane unlimited(Time time) {
        return Lane.unlimited(time, REASON);
    }

    static Line line(Time time) {
        return new Line(time, "reads", OptionalDouble::empty, () -> {});
    }

    /** Passes by itself. */
    static Line.Departure pass(Lane lane, Time time) throws InterruptedException {
        return pass(lane, line(time));
    }

    static Line.Departure pass(Lane lane, Line line) throws InterruptedException {
        return line.pass(List.of(new Toll(lane, 1)), new Circuit(Time.system()), Duration.ofMinutes(15));
    }
}
