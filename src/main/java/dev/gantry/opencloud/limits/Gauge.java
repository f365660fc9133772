package dev.gantry.opencloud.limits;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How one class of a universe's requests stands just now, for people.
 *
 * @param address of Open Cloud, or of what stands in for it
 * @param limit requests a minute that the universe may make, its live game included: by its players, or by what answers say
 *     where that is less
 * @param players that this is reckoned by
 * @param share the largest share among the runs; 0 where none has one
 * @param perMinute how fast all that go by the share may go together just now, slowed as they are; empty while none does
 * @param used requests, or units, of the last minute, those of runs with a rate of their own included
 * @param game what others, the live game first of all, used of it in the minute that the last answer told of; empty where no
 *     answer of the last minute did
 * @param runs that use it
 * @param slowedTo the part of its rate that is used; 1 when it is not slowed
 * @param pause how long nothing leaves
 */
public record Gauge(
        String address,
        long universe,
        UniverseClass kind,
        double limit,
        int players,
        double share,
        OptionalDouble perMinute,
        long used,
        OptionalLong game,
        int runs,
        double slowedTo,
        Duration pause,
        Slowed why) {

    /** Why requests are slower than the share, or pause. */
    public enum Slowed {
        /** They are not. */
        NOT,
        /** Open Cloud answered 429. */
        REFUSED,
        /** Answers said that little is left of the live game's part. */
        LITTLE_LEFT
    }
}
