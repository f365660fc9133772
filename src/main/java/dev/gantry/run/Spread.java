package dev.gantry.run;

/** Spreads partitions over the machines of a cluster: what is offered is worked on once, by whichever has a place. */
public interface Spread {

    /** Whether this process is one of a cluster whose machines take partitions. */
    boolean isOpen();

    /**
     * Offers a partition of a run to all, this process among them, which hand it to {@link SpreadWork#work}. What was offered before
     * and is not begun is offered once only.
     *
     * @param stepExecution which is the partition's attempt
     */
    void offer(long run, long stepExecution);

    /** Takes an offer back that nobody has begun with. */
    void withdraw(long stepExecution);
}
