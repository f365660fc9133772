package dev.gantry.run.shown;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.gantry.opencloud.limits.Gauge;

/**
 * How one class of a universe's requests stands just now.
 *
 * @param address of Open Cloud, or of what stands in for it
 * @param requests what is counted: {@code reads}
 * @param limit requests a minute that the universe may make, its live game included
 * @param players that this is reckoned by
 * @param share the largest share among the runs; 0 where none has one
 * @param perMinute how fast all that go by the share may go together; empty while none does
 * @param used of the last minute, by ours
 * @param game used by others, the live game first of all; empty: nobody has told of late
 * @param runs that use it
 * @param slowedTo the part of its rate that is used; 1 when it is not slowed
 * @param pause how long nothing leaves
 * @param why requests are slower than the share, or pause, in words; empty: they are not
 */
public record BudgetGauge(
        String address,
        long universe,
        String requests,
        double limit,
        int players,
        double share,
        OptionalDouble perMinute,
        long used,
        OptionalLong game,
        int runs,
        double slowedTo,
        Duration pause,
        String why) {

    static BudgetGauge of(Gauge gauge) {
        return new BudgetGauge(
                gauge.address(),
                gauge.universe(),
                gauge.kind().requests(),
                gauge.limit(),
                gauge.players(),
                gauge.share(),
                gauge.perMinute(),
                gauge.used(),
                gauge.game(),
                gauge.runs(),
                gauge.slowedTo(),
                gauge.pause(),
                switch (gauge.why()) {
                    case NOT -> "";
                    case REFUSED -> "Open Cloud answered 429";
                    case LITTLE_LEFT -> "little is left of the live game's part";
                });
    }
}
