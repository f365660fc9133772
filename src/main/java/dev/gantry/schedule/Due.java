package dev.gantry.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.gantry.job.Schedule;

/**
 * Which fire times of a job are due, and which are passed over: by its schedule, from what was decided last to now.
 *
 * <p>A fire time that is as late as the grace time allows is kept. Others were missed, because nothing was there to keep
 * them. One that comes while a run of the job is not over overlaps, and is not missed, however late that run lets us see it.
 */
final class Due {

    /** As many are made up for at most: a job for every second of a month that was slept through is nobody's wish. */
    static final int MOST = 1_000;

    /** How a job stood while the fire times came. */
    enum Standing {
        FREE,
        /** A firing waits: for its next try, or for a place. */
        WAITING,
        RUNNING
    }

    /** Why fire times are passed over. */
    enum Why {
        MISSED,
        MADE_UP_FOR,
        OVERLAPPED
    }

    /** What is decided of fire times. */
    sealed interface Decision {
        /** The job is run for this one. */
        record Fire(Instant at) implements Decision {}

        /** So many are passed over, the first and the last of which these are. */
        record Pass(Instant first, Instant last, int count, Why why) implements Decision {}

        /** The last fire time that is decided of. */
        default Instant until() {
            return switch (this) {
                case Fire fire -> fire.at();
                case Pass pass -> pass.last();
            };
        }
    }

    private Due() {}

    /**
     * Decides, oldest first.
     *
     * @param handled the moment up to which all was decided before
     */
    static List<Decision> decide(FireTimes times, Schedule schedule, Instant handled, Instant now, Standing standing) {
        List<Instant> due = times.last(handled, now, MOST);
        if (due.isEmpty()) {
            return List.of();
        }
        if (standing == Standing.RUNNING) {
            return overlapping(due, schedule.overlap());
        }
        boolean isKept = !due.getLast().plus(schedule.grace()).isBefore(now);
        List<Instant> missed = isKept ? due.subList(0, due.size() - 1) : due;
        List<Decision> decided = new ArrayList<>(missed(missed, isKept, schedule.missed()));
        if (isKept) {
            List<Instant> last = List.of(due.getLast());
            decided.addAll(standing == Standing.WAITING ? overlapping(last, schedule.overlap()) : fire(last));
        }
        return decided;
    }

    private static List<Decision> missed(List<Instant> missed, boolean isLaterKept, Schedule.Missed policy) {
        if (missed.isEmpty()) {
            return List.of();
        }
        return switch (policy) {
            case ALL -> fire(missed);
            case SKIP -> pass(missed, Why.MISSED);
            case ONCE -> isLaterKept ? pass(missed, Why.MADE_UP_FOR) : last(missed);
        };
    }

    private static List<Decision> last(List<Instant> missed) {
        List<Decision> decided = new ArrayList<>();
        if (missed.size() > 1) {
            decided.addAll(pass(missed.subList(0, missed.size() - 1), Why.MADE_UP_FOR));
        }
        decided.addAll(fire(List.of(missed.getLast())));
        return decided;
    }

    private static List<Decision> overlapping(List<Instant> due, Schedule.Overlap policy) {
        return switch (policy) {
            case QUEUE -> fire(due);
            case SKIP -> pass(due, Why.OVERLAPPED);
        };
    }

    private static List<Decision> fire(List<Instant> times) {
        return List.copyOf(times.stream().map(Decision.Fire::new).toList());
    }

    private static List<Decision> pass(List<Instant> times, Why why) {
        return List.of(new Decision.Pass(times.getFirst(), times.getLast(), times.size(), why));
    }
}
