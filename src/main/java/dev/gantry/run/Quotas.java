package dev.gantry.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;

import dev.gantry.job.Errors;
import dev.gantry.job.Limits;
import dev.gantry.opencloud.limits.OperationClass;
import dev.gantry.opencloud.limits.Quota;
import org.jspecify.annotations.Nullable;

/** Says to the client what a job's {@code limits:} and {@code errors:} say to people. */
final class Quotas {

    private Quotas() {}

    /** @param override the text of {@code --limits} */
    static Quota of(Limits written, Errors errors, @Nullable String override) {
        Limits limits = override == null ? written : written.overriddenBy(override);
        Map<OperationClass, Quota.Rate> fixed = new EnumMap<>(OperationClass.class);
        for (Limits.OperationClass each : Limits.OperationClass.values()) {
            limits.rate(each).ifPresent(rate -> fixed.put(operationClass(each), rate(rate)));
        }
        return new Quota(limits.share(), players(limits.players()), fixed, limits.concurrency(), errors.retries());
    }

    private static OptionalInt players(Limits.Players players) {
        return switch (players) {
            case Limits.Players.Live() -> OptionalInt.empty();
            case Limits.Players.Fixed(int count) -> OptionalInt.of(count);
        };
    }

    private static Quota.Rate rate(Limits.Rate rate) {
        return switch (rate) {
            case Limits.Rate.PerMinute(int requests) -> new Quota.Rate.PerMinute(requests);
            case Limits.Rate.Unlimited() -> new Quota.Rate.Unlimited();
        };
    }

    private static OperationClass operationClass(Limits.OperationClass each) {
        return switch (each) {
            case READ -> OperationClass.READ;
            case WRITE -> OperationClass.WRITE;
            case LIST -> OperationClass.LIST;
            case REMOVE -> OperationClass.REMOVE;
        };
    }
}
