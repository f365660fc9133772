package dev.gantry.run.shown;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import dev.gantry.opencloud.limits.Wait;

/** Says what a run waits for, after the words "waits for". */
final class WaitText {

    private WaitText() {}

    static String of(Optional<Wait> wait) {
        return wait.map(WaitText::of).orElse("answers");
    }

    private static String of(Wait wait) {
        return switch (wait) {
            case Wait.ForShare(String requests, double perMinute, double slowedTo, int runs) ->
                runs > 1
                        ? "the share that " + runs + " runs have together (" + rate(requests, perMinute, slowedTo) + ")"
                        : "its share (" + rate(requests, perMinute, slowedTo) + ")";
            case Wait.ForOwnRate(String requests, double perMinute, double slowedTo) ->
                "its limit (" + rate(requests, perMinute, slowedTo) + ")";
            case Wait.ForOperation(String operation, double perMinute, double slowedTo) ->
                "the limit of " + operation + " (" + rate("", perMinute, slowedTo) + ")";
            case Wait.ForBytes(String limit, double slowedTo) ->
                "the limit of the universe (" + limit + slowed(slowedTo) + ")";
            case Wait.ForRetryAfter(Duration left) -> "Roblox (retry-after " + seconds(left) + " s)";
            case Wait.ForMachines(Duration since) ->
                "the database of the state, by which machines share what they may ask (not reached for "
                        + seconds(since) + " s)";
            case Wait.ForHost(Duration nextTry) ->
                "Roblox, which does not answer (next try "
                        + (nextTry.isZero() ? "under way" : "in " + seconds(nextTry) + " s") + ")";
        };
    }

    private static String rate(String requests, double perMinute, double slowedTo) {
        return String.format(Locale.ROOT, "%,.0f%s/min", perMinute, requests.isEmpty() ? "" : " " + requests)
                + slowed(slowedTo);
    }

    private static String slowed(double slowedTo) {
        return slowedTo < 1 ? String.format(Locale.ROOT, ", slowed to %.0f %%", 100 * slowedTo) : "";
    }

    /** Rounded up: who waits for 0.4 s still waits. */
    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
