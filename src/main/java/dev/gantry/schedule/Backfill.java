package dev.gantry.schedule;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs of a job for fire times of the past, one after the other. What is still to be done of a range is kept, so that the
 * same wish goes on where it ended; once all of it is done, it begins anew.
 */
public final class Backfill {

    private final PlanFirings plan;
    private final Firings firings;
    private final TransactionOperations transactions;

    Backfill(PlanFirings plan) {
        this.plan = plan;
        this.firings = plan.firings();
        this.transactions = plan.transactions();
    }

    /**
     * What is to be done, in this order.
     *
     * @param range names these times, the same ones whenever it is the same
     */
    public List<Firing> of(String job, String range, List<Instant> times) {
        return transactions.execute(status -> {
            List<Firing> open = firings.backfilled(job, range).stream()
                    .filter(firing -> firing.state() != Firing.State.DONE)
                    .toList();
            return open.isEmpty()
                    ? times.stream()
                            .map(time -> firings.add(job, Firing.Cause.BACKFILL, range, time, time))
                            .toList()
                    : open;
        });
    }

    /** The run for it starts, or goes on, under this number. */
    public void began(Firing firing, long run) {
        firings.began(firing, run, plan.clock().instant());
    }

    /** Its run came to its end. */
    public void done(Firing firing) {
        firings.end(firing, Firing.State.DONE, firing.failures(), plan.clock().instant(), null);
    }

    /** Its run did not; the same wish goes on with it. */
    public void failed(Firing firing, @Nullable String reason) {
        firings.end(
                firing, Firing.State.FAILED, firing.failures() + 1, plan.clock().instant(), reason);
    }
}
