package dev.gantry.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import dev.gantry.job.UserMistake;
import org.jspecify.annotations.Nullable;

/**
 * Whether a copy will be done before the versions that it reads begin to go, which is 30 days after their moment: from the keys that
 * are known by now, those that have been read, and the reads a minute that there are just now. Safe for many threads.
 */
final class Projection {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final double SERIOUS = 0.8;
    private static final double NOTABLE = 0.5;

    private final AtomicLong known = new AtomicLong();
    private final AtomicLong read = new AtomicLong();
    private double told;
    private @Nullable String refusal;

    /** Keys that there are, beside those that were told of. */
    void know(long keys) {
        known.addAndGet(keys);
    }

    /** Keys that are done with. */
    void read(long keys) {
        read.addAndGet(keys);
    }

    /**
     * What is to be told now, once for each of half and four fifths of the time.
     *
     * @param moment that is read
     * @throws UserMistake if the copy would take longer than the versions live
     */
    Optional<String> judge(double readsPerMinute, Instant moment, Instant now) {
        long left = known.get() - read.get();
        double share = shareOfTime(left, readsPerMinute, Duration.between(now, moment.plus(KEPT)));
        synchronized (this) {
            if (share >= 1) {
                refusal = text(left, readsPerMinute, share, moment)
                        + ", so what is read last would be gone. Raise limits: share: of the job, or back up fewer stores at"
                        + " a time.";
                refuseIfTooLong();
            }
            double level = share >= SERIOUS ? SERIOUS : share >= NOTABLE ? NOTABLE : 0;
            if (level <= told) {
                return Optional.empty();
            }
            told = level;
            return Optional.of(text(left, readsPerMinute, share, moment)
                    + (level >= SERIOUS ? ", which leaves little for breaks." : "."));
        }
    }

    /** @throws UserMistake if it was found that the copy would take too long */
    synchronized void refuseIfTooLong() {
        if (refusal != null) {
            throw new UserMistake(refusal);
        }
    }

    private static String text(long keys, double readsPerMinute, double share, Instant moment) {
        return String.format(
                Locale.ROOT,
                "At least %,d keys are to be read. At %,.2f reads a minute, the present share, that takes %.0f %% of the time that"
                        + " is left until %s, 30 days after the moment, when Roblox begins to drop versions of then",
                keys,
                readsPerMinute,
                100 * share,
                moment.plus(KEPT));
    }

    /** How much of the time that is left it takes to read so many entries; over 1 where none is left. */
    static double shareOfTime(long keys, double readsPerMinute, Duration left) {
        return keys == 0 ? 0 : left.isPositive() ? keys / readsPerMinute / (left.toMillis() / 60_000.0) : 2;
    }
}
