package dev.gantry.opencloud;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one universe may be asked, class by class: a share of what its players earn it, the rest being the live game's.
 * Shared by everything in the process that asks that universe. Safe for many threads.
 */
final class Budget {

    private final Quota quota;
    private final Map<OperationClass, Lane> lanes = new EnumMap<>(OperationClass.class);

    Budget(Quota quota, Time time) {
        this.quota = quota;
        int players = quota.players().orElse(0);
        for (OperationClass each : OperationClass.values()) {
            Quota.Rate own = quota.fixed().get(each);
            lanes.put(
                    each,
                    switch (own) {
                        case null -> Lane.limited(quota.share() * each.perMinute(players), time);
                        case Quota.Rate.PerMinute(double requests) -> Lane.limited(requests, time);
                        case Quota.Rate.Unlimited() -> Lane.unlimited(time);
                    });
        }
    }

    /** Returns once a request of this class may leave. */
    void acquire(OperationClass operationClass) throws InterruptedException {
        lane(operationClass).acquire();
    }

    /** The universe said "too many": nothing of this class leaves for so long, and then at half the rate. */
    void throttled(OperationClass operationClass, Duration pause) {
        lane(operationClass).throttled(pause);
    }

    /** Follows the players: classes without a rate of their own get their share of what so many earn. */
    void resize(int players) {
        lanes.forEach((each, lane) -> {
            if (!quota.fixed().containsKey(each)) {
                lane.resize(quota.share() * each.perMinute(players));
            }
        });
    }

    Allowance allowance(OperationClass operationClass) {
        return lane(operationClass).allowance();
    }

    private Lane lane(OperationClass operationClass) {
        return java.util.Objects.requireNonNull(lanes.get(operationClass));
    }
}
