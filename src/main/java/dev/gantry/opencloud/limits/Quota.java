package dev.gantry.opencloud.limits;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What part of a universe's allowance may be used.
 *
 * @param share of what the universe may use, over 0 to 1; the live game needs the rest
 * @param players how many are taken to be online; empty: asked for, every minute
 * @param fixed classes that take a rate of their own instead of the share, in each kind of store
 * @param concurrency requests in flight at most
 * @param retries of one call before it is given up
 */
public record Quota(double share, OptionalInt players, Map<OperationClass, Rate> fixed, int concurrency, int retries) {

    public Quota {
        fixed = Map.copyOf(fixed);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is over 0 % and at most 100 %, found " + share * 100 + " %");
        }
        if (concurrency < 1 || retries < 0) {
            throw new IllegalArgumentException(
                    "concurrency is at least 1 and retries at least 0, found " + concurrency + " and " + retries);
        }
    }

    /** Half the allowance of a universe whose players are counted, 64 requests in flight, 8 retries. */
    public static Quota defaults() {
        return new Quota(0.5, OptionalInt.empty(), Map.of(), 64, 8);
    }

    /** The rate that takes the share's place, for a class of any kind of store. */
    Optional<Rate> rate(UniverseClass kind) {
        return kind.operations().map(fixed::get);
    }

    /** A class's own rate. */
    public sealed interface Rate {

        /** So many requests a minute. */
        record PerMinute(double requests) implements Rate {
            public PerMinute {
                if (!(requests > 0)) {
                    throw new IllegalArgumentException("a rate is over 0 requests a minute, found " + requests);
                }
            }
        }

        /** As fast as answers come, whatever the limits; only pauses that Open Cloud asks for are kept. */
        record Unlimited() implements Rate {}
    }
}
