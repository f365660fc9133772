package dev.gantry.source.walk;

import java.time.Instant;
import java.util.Optional;

/**
 * Where rows are not listed but taken: nobody sees them for a time, then they come again, unless they were acknowledged.
 * Taken on one thread, acknowledged on another.
 */
public interface Queue {

    /** How many rows may be taken in all. */
    long limit();

    /**
     * Says, before anything is taken, that an earlier try may have taken rows that come again: these are waited for.
     */
    void awaitReturning();

    /**
     * Takes those that come next; waits for them as long as the source says.
     *
     * @param most how many are of use; a queue that gives only so many at once may give more
     * @return empty: there are none, which is the end
     */
    Optional<Lease> take(long most) throws InterruptedException;

    /**
     * Says that the rows of a lease are safe and need not come again.
     *
     * @param until what the lease said
     * @return whether it is certain that they do not: if it was too late they may
     */
    boolean acknowledge(String lease, Instant until) throws InterruptedException;
}
