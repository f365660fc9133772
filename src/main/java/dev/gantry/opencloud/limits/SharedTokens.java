package dev.gantry.opencloud.limits;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Where several machines keep the budgets that they have in common. Budgets have names that are the same on all machines.
 *
 * <p>What is taken of a budget is time: of a budget of so many requests a minute each takes that part of a minute. So one
 * bucket does for every rate, and each machine reckons by the rate that it knows of.
 */
public interface SharedTokens {

    /** What all the machines take the time from, nanoseconds since 1970; right once anything was asked. */
    long nanos();

    /**
     * Takes so much time of a budget, in the order of asking among all machines.
     *
     * @return nanoseconds until it is there
     * @throws IOException if the machines' database cannot be reached; perhaps it was taken
     */
    long reserve(String budget, Road road, long micros) throws IOException;

    /**
     * Tells what this machine does with its budgets, and asks what the others do.
     *
     * @throws IOException see {@link #reserve}
     */
    Map<String, Others> exchange(List<Standing> mine) throws IOException;

    /** All budgets that some other machine uses, for people. */
    Map<String, Elsewhere> elsewhere() throws IOException;

    /** This machine no longer uses these: the others need not wait until that shows. */
    void leave(Collection<String> budgets) throws IOException;

    /** The players of a universe, if a machine has counted them less than a minute ago. */
    OptionalInt players(String universe) throws IOException;

    /** This machine has counted the players of a universe. */
    void playersAre(String universe, int count) throws IOException;

    /**
     * What a budget's bucket holds.
     *
     * @param burstMicros the most that can be saved up
     * @param beginsFull whether it is there at the very first
     */
    record Road(long burstMicros, boolean beginsFull) {}

    /**
     * How a machine stands to a budget.
     *
     * @param isUsed whether it has runs that use it
     * @param rate the largest that one of these runs may go at by its share, requests a minute; 0 where none has one
     * @param runs how many use it
     * @param used requests of the last minute
     * @param shown what people are told of it
     * @param news what answers have said since the last exchange; null: nothing
     */
    record Standing(
            String budget,
            boolean isUsed,
            double rate,
            int runs,
            long used,
            Shown shown,
            @Nullable Brake news) {}

    /** What a {@link Gauge} says of it that is not reckoned with. */
    record Shown(double limit, int players, double share, OptionalLong game) {

        /** Of what no universe counts. */
        static final Shown NONE = new Shown(0, 0, 0, OptionalLong.empty());
    }

    /** A budget of other machines: the largest of what they show. */
    record Elsewhere(Others others, Shown shown) {}

    /**
     * How the other machines stand to a budget.
     *
     * @param machines that use it, but for this one
     * @param rate the largest of theirs
     * @param runs of theirs
     * @param used theirs, of the last minute
     * @param brake what answers have said to any of them; null: nothing
     */
    record Others(
            int machines,
            double rate,
            int runs,
            long used,
            @Nullable Brake brake) {

        /** There are none. */
        static final Others NONE = new Others(0, 0, 0, 0, null);

        /** The same in another's time. */
        Others shifted(long nanos) {
            return new Others(machines, rate, runs, used, brake == null ? null : brake.shifted(nanos));
        }
    }

    /**
     * What answers have said. Times are those of {@link #nanos}. Whatever is later is the stricter, so that two are put
     * together by taking the later of each.
     *
     * @param fullAt when the whole rate will be used again: a lane quickens by the same steps everywhere
     * @param pausedUntil until when nothing leaves
     * @param slowedAt when a 429 slowed it last
     * @param said the limit that an answer told, requests a minute; infinite where that was not less than the model
     * @param saidAt when
     */
    record Brake(long fullAt, long pausedUntil, long slowedAt, double said, long saidAt) {

        /** The stricter of each. */
        Brake with(Brake other) {
            Brake later = saidAt >= other.saidAt ? this : other;
            return new Brake(
                    Math.max(fullAt, other.fullAt),
                    Math.max(pausedUntil, other.pausedUntil),
                    Math.max(slowedAt, other.slowedAt),
                    later.said,
                    later.saidAt);
        }

        /** The same in another's time. */
        Brake shifted(long nanos) {
            return new Brake(fullAt + nanos, pausedUntil + nanos, slowedAt + nanos, said, saidAt + nanos);
        }
    }
}
