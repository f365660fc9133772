package dev.gantry.opencloud;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** The quota of tests that are not about it. */
final class NoLimits {
    private NoLimits() {}

    /** As fast as answers come, 8 requests at a time, 8 retries. */
    static Quota quota() {
        Map<OperationClass, Quota.Rate> rates = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            rates.put(each, new Quota.Rate.Unlimited());
        }
        return new Quota(1, OptionalInt.empty(), rates, 8, 8);
    }
}
