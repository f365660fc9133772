package dev.gantry.opencloud;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

/** Quotas of tests that are not about them. */
final class Budgets {
    private Budgets() {}

    /** As fast as answers come, 8 requests at a time, 8 retries. */
    static Quota unlimited() {
        Map<OperationClass, Quota.Rate> rates = new EnumMap<>(OperationClass.class);
        for (OperationClass each : OperationClass.values()) {
            rates.put(each, new Quota.Rate.Unlimited());
        }
        return new Quota(1, OptionalInt.empty(), rates, 8, 8);
    }
}
